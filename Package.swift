// swift-tools-version: 6.2
import PackageDescription

let common: [SwiftSetting] = [
  .treatAllWarnings(as: .error),
  .enableUpcomingFeature("ExistentialAny"),
]
// Targets whose loops run for minutes are optimised in debug builds too: tests would crawl.
let kernel = common + [.unsafeFlags(["-O"], .when(configuration: .debug))]

let collections = Target.Dependency.product(
  name: "OrderedCollections", package: "swift-collections")

let package = Package(
  name: "dcsh",
  products: [
  ],
  dependencies: [
    .package(url: "https://github.com/apple/swift-collections", exact: "1.6.0"),
    .package(url: "https://github.com/apple/swift-crypto", exact: "4.5.2"),
    .package(url: "https://github.com/apple/swift-argument-parser", exact: "1.8.2"),
  ],
  targets: [
    .target(
      name: "CKernels",
      cSettings: [.unsafeFlags(["-O3", "-fno-math-errno"])]),
    .systemLibrary(name: "COneDNN"),
    .target(name: "Tensors", dependencies: ["CKernels"], exclude: ["README.md"], swiftSettings: kernel),
    .target(name: "Networks", dependencies: ["Tensors", collections], exclude: ["README.md"], swiftSettings: kernel),
    .target(
      name: "Training", dependencies: ["Networks", "Tensors", "COneDNN", "CKernels", collections],
      exclude: ["README.md"], swiftSettings: kernel),
  ]
)
