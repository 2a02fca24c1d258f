import Foundation

/// GNU grep with as many fixed strings as there are primitives, without regard to case: the search alone, without fields,
/// normal forms, wildcards, sessions or conditions.
struct GrepPeer {
    private let bench: Bench
    private let primitives: Int

    init(_ bench: Bench, primitives: Int) {
        self.bench = bench
        self.primitives = primitives
    }

    /// Lines a second of processor time, a line for each event.
    func eventsPerSecond(_ traffic: SensorTraffic) throws -> Peer {
        guard let grep = bench.find("grep") else { return .missing("grep -F -f", why: "not installed") }
        let patterns = bench.file("patterns-\(primitives).txt")
        let lines = bench.file("lines.txt")
        try write(GeneratedRules.literals(primitives), to: patterns)
        // So many that reading the patterns does not count.
        let times = 10
        try write(String(repeating: traffic.lines, count: times), to: lines)
        let usages = try (0..<3).map { _ in try Run.measured(grep, ["-c", "-i", "-F", "-f", patterns, lines]) }
        let empty = bench.file("empty.txt")
        try write("", to: empty)
        let start = Figures.median(
            try (0..<3).map { _ in try Run.measured(grep, ["-c", "-i", "-F", "-f", patterns, empty]).cpu })
        let cost = Figures.median(usages.map(\.cpu)) - start
        return .measured("grep -F -f", Double(traffic.events.count * times) / cost)
    }

    private func write(_ text: String, to file: String) throws {
        try text.write(toFile: file, atomically: false, encoding: .utf8)
    }
}
