// swift-tools-version: 6.2
import PackageDescription

let common: [SwiftSetting] = [
  .treatAllWarnings(as: .error),
  .enableUpcomingFeature("ExistentialAny"),
]
// Targets whose loops run for minutes are optimised in debug builds too: tests would crawl.
let kernel = common + [.unsafeFlags(["-O"], .when(configuration: .debug))]
// Tests look at what executors are made of.
let testable = kernel + [.unsafeFlags(["-enable-testing"], .when(configuration: .release))]

let collections = Target.Dependency.product(
  name: "OrderedCollections", package: "swift-collections")
let crypto = Target.Dependency.product(name: "Crypto", package: "swift-crypto")
let argumentParser = Target.Dependency.product(
  name: "ArgumentParser", package: "swift-argument-parser")

/// A library target with its README beside the sources.
func library(
  _ name: String, _ dependencies: [Target.Dependency], _ settings: [SwiftSetting] = common,
  alsoExcluding: [String] = []
) -> Target {
  .target(
    name: name, dependencies: dependencies, exclude: ["README.md"] + alsoExcluding,
    swiftSettings: settings)
}

/// The tests of a target: never optimised themselves, which only makes them slower to build.
func tests(_ target: String, _ dependencies: [Target.Dependency]) -> Target {
  .testTarget(
    name: "\(target)Tests", dependencies: dependencies,
    swiftSettings: common + [.unsafeFlags(["-Onone"], .when(configuration: .release))])
}

/// libFuzzer's driver, for scripts/fuzz.sh alone: elsewhere there is no libFuzzer to link with.
let fuzzDriver: [Target] =
  Context.environment["DCSH_FUZZ"] == nil
  ? []
  : [
    .executableTarget(
      name: "dcsh-fuzz", dependencies: ["FuzzEntries"], path: "Tests/FuzzDriver",
      swiftSettings: common, linkerSettings: [.unsafeFlags(["-use-ld=lld"])])
  ]

let package = Package(
  name: "dcsh",
  products: [
    .executable(name: "dcsh", targets: ["dcsh"]),
    .executable(name: "dcsh-bench", targets: ["EngineBenchmark"]),
    .library(name: "DeepCompression", targets: ["DeepCompression"]),
  ],
  dependencies: [
    .package(url: "https://github.com/apple/swift-collections", exact: "1.6.0"),
    .package(url: "https://github.com/apple/swift-crypto", exact: "4.5.2"),
    .package(url: "https://github.com/apple/swift-argument-parser", exact: "1.8.2"),
  ],
  targets: [
    .systemLibrary(name: "COneDNN"),
    .systemLibrary(name: "CZlib"),
    .systemLibrary(name: "CLZMA"),
    .target(
      name: "CKernels",
      cSettings: [.unsafeFlags(["-O3", "-fno-math-errno"])]),
    library("Bytes", [crypto, "CZlib", "CLZMA"], kernel),
    library("Tensors", ["CKernels"], kernel),
    library("EntropyCoding", ["Bytes"], kernel),
    library("Networks", ["Tensors", collections], kernel),
    library("Training", ["Networks", "Tensors", "COneDNN", "CKernels", collections], testable),
    library("Display", []),
    library("Language", ["Display", collections]),
    library("Interchange", ["Networks", "Tensors", "Bytes"], kernel),
    library("Datasets", ["Tensors", "Bytes"], kernel),
    library(
      "Compression",
      ["Training", "Networks", "Tensors", "EntropyCoding", "Bytes", collections], kernel,
      alsoExcluding: ["Container/FORMAT.md"]),
    library(
      "DeepCompression",
      [
        "Bytes", "Compression", "Datasets", "EntropyCoding", "Interchange", "Networks", "Tensors",
        "Training", collections,
      ], kernel),
    library("Session", ["DeepCompression", "Language", "Display"]),
    library("Commands", ["Session", "DeepCompression", "Language", "Display"]),
    .systemLibrary(name: "CReadline"),
    library("Terminal", ["Session", "Language", "Display", "CReadline"]),
    .executableTarget(
      name: "dcsh", dependencies: ["Commands", "Terminal", "Session", "Language", argumentParser],
      exclude: ["README.md"], swiftSettings: common),
    .executableTarget(
      name: "EngineBenchmark", dependencies: ["DeepCompression", argumentParser],
      exclude: ["README.md"], swiftSettings: common),
    // Shared by tests: a tiny data set, temporary folders.
    .target(
      name: "SyntheticData", path: "Tests/SyntheticData", exclude: ["README.md"],
      swiftSettings: common),
    tests("Bytes", ["Bytes"]),
    tests("Tensors", ["Tensors", "CKernels"]),
    tests("EntropyCoding", ["EntropyCoding", "Bytes"]),
    tests("Networks", ["Networks", "Tensors", collections]),
    tests("Training", ["Training", "Networks", "Tensors", collections]),
    tests("Display", ["Display"]),
    tests("Language", ["Language", "Display"]),
    tests("Interchange", ["Interchange", "Bytes"]),
    tests("Datasets", ["Datasets", "Bytes", "Tensors"]),
    tests(
      "Compression",
      ["Compression", "Training", "Networks", "Tensors", "EntropyCoding", "Bytes", collections]),
    tests("DeepCompression", ["DeepCompression", "SyntheticData"]),
    tests("Session", ["Session", "DeepCompression", "Language", "Display", "SyntheticData"]),
    tests(
      "Commands",
      ["Commands", "Session", "DeepCompression", "Language", "Display", "SyntheticData"]),
    tests("Terminal", ["Terminal", "Session", "Language", "Display"]),
    tests("Process", ["dcsh"]),
    tests("Architecture", []),
    // Entries for fuzzers, which the tests replay.
    .target(
      name: "FuzzEntries",
      dependencies: [
        "Bytes", "Compression", "Datasets", "EntropyCoding", "Interchange", "Language",
      ],
      path: "Tests/FuzzEntries", exclude: ["README.md"], swiftSettings: common),
    .testTarget(
      name: "FuzzTests", dependencies: ["FuzzEntries"], exclude: ["Corpora"],
      swiftSettings: common),
  ] + fuzzDriver
)
