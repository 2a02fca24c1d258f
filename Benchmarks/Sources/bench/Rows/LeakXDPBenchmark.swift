/// The same with a program in front that sheds the packets.
enum LeakXDPBenchmark: Benchmark {
    static let name = "leak-xdp"
    static let summary = "the same with the xdp backend, which sheds them"

    static func run(_ bench: Bench) async throws -> [Row] {
        try await Leak.rows(bench, name, GuardedHost.shedding)
    }
}
