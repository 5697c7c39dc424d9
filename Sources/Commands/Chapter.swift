/// The headings under which help lists commands.
enum Chapter {
  static let data = "Data and models"
  static let training = "Training and measuring"
  static let compression = "Compression"
  static let session = "Session"
}
