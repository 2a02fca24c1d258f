/// Something we promised to be good at. A new one is a file in `Rows/` and a line in ``BenchmarkRegistry``.
protocol Benchmark: Sendable {
    /// As given on the command line.
    static var name: String { get }
    /// What it measures, against whom: one line for `--list`.
    static var summary: String { get }
    /// Whether it runs only when it is named, because it takes long.
    static var isOnRequest: Bool { get }
    static func run(_ bench: Bench) async throws -> [Row]
}

extension Benchmark {
    static var isOnRequest: Bool { false }
}

/// A benchmark whose figures also make a page.
protocol DocumentedBenchmark: Benchmark {
    /// Markdown, for `--markdown`.
    static func document(_ bench: Bench) async throws -> String
}

/// Why a benchmark gave no figures.
struct BenchmarkFailure: Error, CustomStringConvertible {
    let description: String

    init(_ description: String) { self.description = description }
}
