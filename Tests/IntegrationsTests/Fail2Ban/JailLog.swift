import Foundation
import TestHosts
import Testing

/// What a service logs when somebody attacks it, from `jails.txt`.
struct JailLog: Sendable {
    /// The jail that looks at it.
    var jail: String
    /// How often the jail takes the line before it bans.
    var limit: Int
    /// The log's path.
    var file: String
    /// How the service writes the time, for `date`.
    var timeFormat: String
    /// With `TIME` and `ADDRESS`.
    var line: String

    /// As many lines as bring a ban, written now.
    func lines(about address: String) throws -> String {
        let time = try TestCommand.run(["env", "LC_ALL=C", "date", "+" + timeFormat]).filter { !$0.isNewline }
        let line = line.replacing("TIME", with: time).replacing("ADDRESS", with: address)
        return String(repeating: line + "\n", count: limit)
    }

    static func all() throws -> [JailLog] {
        let file = URL(filePath: #filePath).deletingLastPathComponent().appending(path: "jails.txt")
        let lines = try String(contentsOf: file, encoding: .utf8).split(separator: "\n").filter { !$0.hasPrefix("#") }
        return try stride(from: 0, to: lines.count, by: 2).map { index in
            let words = lines[index].split(separator: " ", maxSplits: 3)
            try #require(words.count == 4 && index + 1 < lines.count)
            return JailLog(
                jail: String(words[0]), limit: try #require(Int(words[1])), file: String(words[2]),
                timeFormat: String(words[3]), line: String(lines[index + 1]))
        }
    }
}
