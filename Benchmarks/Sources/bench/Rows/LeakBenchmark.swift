/// A listed address sends while its list is replaced, again and again.
enum LeakBenchmark: Benchmark {
    static let name = "leak"
    static let summary = "1,000,000 packets of a listed address while 350,000 addresses are replaced around it"

    static func run(_ bench: Bench) async throws -> [Row] { try await Leak.rows(bench, name, []) }
}
