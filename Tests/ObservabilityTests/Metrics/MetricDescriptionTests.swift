import Testing

@testable import Observability

@Suite struct MetricDescriptionTests {
    @Test func ownCatalogueIsFaultless() {
        #expect(ProcessMetrics.catalogue.flatMap(\.faults).isEmpty)
    }

    @Test(arguments: [
        MetricDescription(name: "sessions", help: "Sessions.", kind: .counter, labels: []),
        MetricDescription(name: "open_total", help: "Open.", kind: .gauge, labels: []),
        MetricDescription(name: "9lives", help: "Lives.", kind: .gauge, labels: []),
        MetricDescription(name: "with-dash", help: "Dash.", kind: .gauge, labels: []),
        MetricDescription(name: "", help: "Nothing.", kind: .gauge, labels: []),
        MetricDescription(name: "batch_count", help: "Batch.", kind: .gauge, labels: []),
        MetricDescription(name: "wait_milliseconds", help: "Wait.", kind: .gauge, labels: []),
        MetricDescription(name: "quiet", help: "No dot", kind: .gauge, labels: []),
        MetricDescription(name: "quiet", help: "", kind: .gauge, labels: []),
        MetricDescription(name: "wait_seconds", help: "Wait.", kind: .histogram, labels: ["le"]),
        MetricDescription(name: "hits_total", help: "Hits.", kind: .counter, labels: ["src"]),
        MetricDescription(name: "hits_total", help: "Hits.", kind: .counter, labels: ["a b"]),
    ])
    func faultsAreNamed(description: MetricDescription) {
        #expect(description.faults.count == 1)
    }
}
