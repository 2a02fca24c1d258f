import Foundation

/// Files to begin fuzzing with, and inputs on which something once went wrong.
enum Corpus {
    /// The contents of the files in a folder of `Corpus`, in order of their names.
    static func files(_ folder: String) throws -> [[UInt8]] {
        let tests = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
        let files = try FileManager.default.contentsOfDirectory(
            at: tests.appending(path: "Corpus/\(folder)"), includingPropertiesForKeys: nil)
        return try files.sorted { $0.path < $1.path }.map { try [UInt8](Data(contentsOf: $0)) }
    }

    /// A file changed in a few places, or two of them joined.
    static func mutated(_ files: [[UInt8]], using random: inout SeededGenerator) -> [UInt8] {
        var bytes = files.randomElement(using: &random) ?? []
        for _ in 0..<Int.random(in: 1...4, using: &random) {
            let place = Int.random(in: 0...bytes.count, using: &random)
            let end = min(bytes.count, place + Int.random(in: 0...8, using: &random))
            switch Int.random(in: 0..<6, using: &random) {
            case 0: bytes.insert(UInt8.random(in: 0...255, using: &random), at: place)
            case 1: bytes.insert(Array("\n\r ;#/-.:0f".utf8).randomElement(using: &random) ?? 0, at: place)
            case 2: bytes.removeSubrange(place..<end)
            case 3: bytes.insert(contentsOf: bytes[place..<end], at: place)
            case 4: if place < bytes.count { bytes[place] ^= 1 << UInt8.random(in: 0..<8, using: &random) }
            default: bytes.replaceSubrange(place..., with: files.randomElement(using: &random) ?? [])
            }
        }
        return bytes
    }
}
