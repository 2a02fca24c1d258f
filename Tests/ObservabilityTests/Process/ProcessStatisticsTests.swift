import Glibc
import Testing

@testable import Observability

@Suite struct ProcessStatisticsTests {
    @Test(arguments: [
        ("3041 1202 800 1 0 400 0\n", 1202 * 4096 as Int?), ("3041", nil), ("", nil), ("a b c", nil),
        ("1 9223372036854775807", nil),
    ])
    func residentBytesComeFromTheSecondField(statm: String, bytes: Int?) {
        #expect(ProcessStatistics.residentBytes(statm: statm, pageSize: 4096) == bytes)
    }

    @Test(arguments: [
        ("42 (sikker) S 1 42 42 0 -1 4194560 100 0 0 0 5 3 0 0 20 0 4 0 123456 90000 300", 123_456 as Int?),
        ("42 (a) b (c) S 1 42 42 0 -1 4194560 100 0 0 0 5 3 0 0 20 0 4 0 77 90000 300", 77), ("42 (sikker) S 1", nil),
        ("no bracket", nil), ("", nil),
    ])
    func startComesFromFieldTwentyTwo(stat: String, ticks: Int?) {
        #expect(ProcessStatistics.startTicks(stat: stat) == ticks)
    }

    @Test func bootTimeComesFromItsOwnLine() {
        #expect(ProcessStatistics.bootSeconds(procStat: "cpu 1 2\nbtime 1700000000\nprocesses 5\n") == 1_700_000_000)
        #expect(ProcessStatistics.bootSeconds(procStat: "cpu 1 2\n") == nil)
    }

    @Test func thisProcessIsDescribed() {
        let now = EpochTime.milliseconds / 1000
        #expect(ProcessStatistics.residentBytes > 1_000_000)
        #expect(ProcessStatistics.cpuSeconds > 0)
        #expect((1_600_000_000...Double(now) + 2).contains(ProcessStatistics.startSeconds))
        #expect(ProcessStatistics.maximumFileDescriptors >= ProcessStatistics.openFileDescriptors)
    }

    @Test func openDescriptorsAreCounted() {
        let before = ProcessStatistics.openFileDescriptors
        let opened = (0..<50).map { _ in open("/dev/null", O_RDONLY | O_CLOEXEC) }
        // Other tests open and close files meanwhile; they do not close fifty.
        #expect(ProcessStatistics.openFileDescriptors >= before + 25)
        for descriptor in opened { close(descriptor) }
    }

    @Test func everyDeclaredMetricIsExposed() {
        let registry = MetricsRegistry()
        ProcessMetrics.register(in: registry, version: "1.0")
        #expect(registry.descriptions == ProcessMetrics.catalogue.sorted { $0.name < $1.name })
        #expect(registry.exposition().contains("build_info{version=\"1.0\"} 1\n"))
    }
}
