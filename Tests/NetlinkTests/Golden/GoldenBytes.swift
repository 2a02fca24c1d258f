import Foundation

/// Bytes in a text file: hexadecimal, four to a line, each line with a comment behind `#` that says what they are.
enum GoldenBytes {
    static func read(_ name: String) throws -> [UInt8] {
        let file = URL(fileURLWithPath: #filePath).deletingLastPathComponent().appendingPathComponent(
            "Bytes/\(name).hex")
        let text = try String(contentsOf: file, encoding: .utf8)
        return text.split(separator: "\n").flatMap { line in
            line.prefix { $0 != "#" }.split(separator: " ").compactMap { UInt8($0, radix: 16) }
        }
    }
}
