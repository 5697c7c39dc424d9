/// The version of the program, which `--version` shows.
let version = "0.1.0"
