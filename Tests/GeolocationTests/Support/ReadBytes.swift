@testable import Geolocation

/// Reads contents as the file of a database or list would be read.
func read(_ bytes: [UInt8], as role: PlaceFile.Role = .database) throws -> PlaceTable {
    try bytes.withUnsafeBytes { try PlaceTable.read($0, as: role) }
}

func read(_ text: String, as role: PlaceFile.Role = .database) throws -> PlaceTable {
    try read(Array(text.utf8), as: role)
}
