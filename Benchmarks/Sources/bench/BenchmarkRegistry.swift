/// Every benchmark, in the order they run.
enum BenchmarkRegistry {
    static let all: [any Benchmark.Type] = [
        MergeBenchmark.self,
        CheckBenchmark.self,
        BlacklistBenchmark.self,
        ReportBenchmark.self,
        TelnetBenchmark.self,
        ApplyBenchmark.self,
        DeltaBenchmark.self,
        PacketLogBenchmark.self,
        LoopBenchmark.self,
    ]
}
