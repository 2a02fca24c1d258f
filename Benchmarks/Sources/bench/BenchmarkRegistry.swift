/// Every benchmark, in the order they run.
enum BenchmarkRegistry {
    static let all: [any Benchmark.Type] = [
        MergeBenchmark.self,
        CheckBenchmark.self,
        CheckScaleBenchmark.self,
        BlacklistBenchmark.self,
        BlacklistGzipBenchmark.self,
        NotModifiedBenchmark.self,
        FilterBenchmark.self,
        StreamDeltaBenchmark.self,
        ReportBenchmark.self,
        BulkBenchmark.self,
        EventsBenchmark.self,
        TaxiiBenchmark.self,
        MemoryBenchmark.self,
        StartupBenchmark.self,
        ScoreLatencyBenchmark.self,
        DecayBenchmark.self,
        CrowdSecBenchmark.self,
        TelnetBenchmark.self,
        ApplyBenchmark.self,
        DeltaBenchmark.self,
        PacketLogBenchmark.self,
        LoopBenchmark.self,
        SoakBenchmark.self,
    ]
}
