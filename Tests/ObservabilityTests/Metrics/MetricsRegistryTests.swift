import Testing

@testable import Observability

@Suite struct MetricsRegistryTests {
    static let sessions: Metric<Counter> = .counter("test_sessions_total", labels: "protocol", help: "Sessions.")
    static let open: Metric<Gauge> = .gauge("test_open", help: "Open \\ now\nand here.")
    static let seconds: Metric<Histogram> = .histogram(
        "test_seconds", labels: "route", bounds: [0.1, 1], help: "Time taken.")

    @Test func exposesFamiliesAndSeriesInOrder() {
        let registry = MetricsRegistry()
        registry.instrument(Self.sessions, "telnet").increment(by: 3)
        registry.instrument(Self.sessions, "http").increment()
        registry.instrument(Self.seconds, "/v1").observe(0.5)
        registry.instrument(Self.open).set(2)
        _ = registry.instrument(.reading("test_now", help: "Read now.") { 1.5 })
        #expect(
            registry.exposition() == """
                # HELP test_now Read now.
                # TYPE test_now gauge
                test_now 1.5
                # HELP test_open Open \\\\ now\\nand here.
                # TYPE test_open gauge
                test_open 2
                # HELP test_seconds Time taken.
                # TYPE test_seconds histogram
                test_seconds_bucket{route="/v1",le="0.1"} 0
                test_seconds_bucket{route="/v1",le="1"} 1
                test_seconds_bucket{route="/v1",le="+Inf"} 1
                test_seconds_sum{route="/v1"} 0.5
                test_seconds_count{route="/v1"} 1
                # HELP test_sessions_total Sessions.
                # TYPE test_sessions_total counter
                test_sessions_total{protocol="http"} 1
                test_sessions_total{protocol="telnet"} 3

                """)
    }

    @Test func sameLabelsAreTheSameInstrument() {
        let registry = MetricsRegistry()
        #expect(registry.instrument(Self.sessions, "ssh") === registry.instrument(Self.sessions, "ssh"))
        #expect(registry.instrument(Self.sessions, "ssh") !== registry.instrument(Self.sessions, "smb"))
    }

    @Test func labelValuesAreEscaped() {
        let registry = MetricsRegistry()
        registry.instrument(Self.sessions, "a\"b\\c\nd").increment()
        #expect(registry.exposition().contains(#"test_sessions_total{protocol="a\"b\\c\nd"} 1"#))
    }

    @Test func labelValuesAreBounded() {
        let registry = MetricsRegistry()
        for number in 0..<MetricFamily.maximumSeries { registry.instrument(Self.sessions, "p\(number)").increment() }
        registry.instrument(Self.sessions, "one too many").increment()
        registry.instrument(Self.sessions, "and another").increment()
        registry.instrument(Self.sessions, "p1").increment()
        let text = registry.exposition()
        #expect(text.contains("test_sessions_total{protocol=\"other\"} 2\n"))
        #expect(text.contains("test_sessions_total{protocol=\"p1\"} 2\n"))
        #expect(!text.contains("many"))
        #expect(text.split(separator: "\n").count == 2 + MetricFamily.maximumSeries + 1)
    }

    @Test func contradictionsAreNotExposed() {
        let registry = MetricsRegistry()
        registry.instrument(Self.sessions, "ssh").increment()
        let sameName: Metric<Gauge> = .gauge("test_sessions_total", labels: "protocol", help: "Something else.")
        registry.instrument(sameName, "ssh").set(99)
        registry.instrument(Self.sessions, "too", "many").increment()
        #expect(registry.exposition().hasSuffix("test_sessions_total{protocol=\"ssh\"} 1\n"))
        #expect(registry.descriptions == [Self.sessions.description])
    }

    @Test(arguments: [
        (PrometheusText.Value.integer(.max), "18446744073709551615"), (.number(0), "0"), (.number(-3), "-3"),
        (.number(0.1), "0.1"), (.number(.infinity), "+Inf"), (.number(-.infinity), "-Inf"), (.number(.nan), "NaN"),
        (.number(1e300), "1e+300"), (.number(1_700_000_000), "1700000000"), (.number(1e-9), "1e-09"),
    ])
    func numbersAreWrittenAsPrometheusReadsThem(value: PrometheusText.Value, text: String) {
        #expect(value.text == text)
    }
}
