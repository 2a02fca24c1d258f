import Foundation

/// Rows for people or for programs.
enum Output {
    static func table(_ rows: [Row]) -> String {
        var cells = [["figure", "ours", "peer", "ratio", "goal", "met"]]
        for row in rows {
            cells.append([
                row.name, "\(Figures.text(row.ours)) \(row.unit)",
                row.peerName.map { name in row.peer.map { "\(Figures.text($0)) \(row.unit) \(name)" } ?? name } ?? "–",
                row.ratio.map { Figures.text($0) + "×" } ?? "–", row.goal.isEmpty ? "–" : row.goal,
                row.met.map { $0 ? "yes" : "NO" } ?? "–",
            ])
        }
        let widths = cells[0].indices.map { column in cells.map { $0[column].count }.max() ?? 0 }
        return cells.map { line in
            line.enumerated().map { $1 + String(repeating: " ", count: widths[$0] - $1.count) }
                .joined(separator: "  ")
        }.joined(separator: "\n") + "\n"
    }

    static func json(_ rows: [Row]) throws -> String {
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.prettyPrinted, .sortedKeys, .withoutEscapingSlashes]
        return String(decoding: try encoder.encode(rows), as: UTF8.self) + "\n"
    }
}
