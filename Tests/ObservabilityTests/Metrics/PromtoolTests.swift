import Testing

@testable import Observability

/// Prometheus' own checker, where it is installed.
@Suite(.enabled(if: Promtool.isInstalled)) struct PromtoolTests {
    @Test func expositionIsClean() throws {
        let registry = MetricsRegistry()
        ProcessMetrics.register(in: registry, version: "1.2.3 \"beta\"\\\n")
        registry.instrument(MetricsRegistryTests.sessions, "telnet").increment()
        registry.instrument(MetricsRegistryTests.open).set(0.25)
        registry.instrument(MetricsRegistryTests.seconds, "/v1/key/check/{ip}").observe(0.003)
        #expect(try Promtool.check(registry.exposition()) == "")
        // The checker does find faults when there are any.
        #expect(try Promtool.check("# HELP x_total X.\n# TYPE x_total gauge\nx_total{a=\"}\n") != "")
    }
}
