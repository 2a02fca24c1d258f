import Foundation
import TestWire
import Testing

/// `docs/formats.md`, whose lines tests try out as they stand there.
enum FormatsPage {
    /// What a program's own configuration is to have: the lines that begin with its name, and those further in behind them,
    /// without the name and without a remark after three blanks or more.
    static func lines(for program: String) throws -> [String] {
        let text = try String(contentsOfFile: PythonProgram.root + "docs/formats.md", encoding: .utf8)
        var lines: [String] = []
        for line in text.split(separator: "\n", omittingEmptySubsequences: false) {
            let isFirst = line.hasPrefix(program + " ")
            guard isFirst || !lines.isEmpty && line.hasPrefix("  ") else {
                guard lines.isEmpty else { break }
                continue
            }
            let rest = line.dropFirst(isFirst ? program.count : 0).drop { $0 == " " }
            lines.append(String(rest.firstRange(of: "   ").map { rest[..<$0.lowerBound] } ?? rest))
        }
        try #require(!lines.isEmpty, "docs/formats.md says nothing about \(program)")
        return lines
    }
}
