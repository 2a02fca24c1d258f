import SSHPeer
import ThreatModel

/// How often the shell behind SSH answers as a real Debian does, to the byte.
enum ShellSuiteBenchmark: Benchmark {
    static let name = "shell-suite"
    static let summary =
        "command lines that print and end as in a real Debian 11, over SSH; against Cowrie (needs root)"

    static func run(_ bench: Bench) async throws -> [Row] {
        let debian = try DebianTree(bench)
        let lines = try ShellLines()
        let sensor = try PlayedSensor(bench, [.ssh])
        let port = try sensor.port(of: .ssh)
        let cowrie = try Cowrie(bench)
        var equal = 0
        var count = 0
        for (number, line) in lines.all.enumerated() {
            if number % 100 == 0 { bench.progress("shell-suite: \(number) of \(lines.all.count)") }
            guard let real = try debian.run(lines.placed(line)) else { continue }
            count += 1
            if try answer(lines.placed(line), port, number) == real { equal += 1 }
        }
        var plain = (count: 0, ours: 0, theirs: 0)
        for (number, line) in lines.plain.enumerated() {
            if number % 100 == 0 { bench.progress("shell-suite: \(number) of \(lines.plain.count) without files") }
            guard let real = try debian.run(line) else { continue }
            plain.count += 1
            // What Cowrie prints of errors comes with the output, if at all: only the output is compared.
            if try answer(line, port, number)?.output == real.output { plain.ours += 1 }
            if let cowrie, try answer(line, cowrie.ssh, number)?.output == real.output { plain.theirs += 1 }
        }
        func share(_ part: Int, of whole: Int) -> Double { 100 * Double(part) / Double(whole) }
        return [
            Row(
                "shell-suite.equal", ours: share(equal, of: count), unit: "%", .moreIsBetter, goal: .init(limit: 95)),
            Row(
                "shell-suite.output", ours: share(plain.ours, of: plain.count), unit: "%", .moreIsBetter,
                peer: Cowrie.peer(cowrie.map { _ in share(plain.theirs, of: plain.count) })),
        ]
    }

    /// `nil`: there was none.
    private static func answer(_ line: String, _ port: UInt16, _ number: Int) throws -> ShellAnswer? {
        // Each from an address of its own: what one leaves behind is not for the next.
        guard let visitor = try? SSHVisitor(to: port, from: Visits.source(number)) else { return nil }
        try visitor.logIn(password: "admin")
        return (try? visitor.run(line)).map { ShellAnswer(output: $0.output, errors: $0.errors, status: $0.status) }
    }
}
