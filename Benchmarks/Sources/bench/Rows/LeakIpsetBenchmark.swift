/// The same where lists are changed one set at a time.
enum LeakIpsetBenchmark: Benchmark {
    static let name = "leak-ipset"
    static let summary = "the same with the ipset backend"

    static func run(_ bench: Bench) async throws -> [Row] {
        guard bench.find("iptables") != nil else { throw BenchmarkFailure("iptables is not installed") }
        return try await Leak.rows(bench, name, ["--backend", "ipset"])
    }
}
