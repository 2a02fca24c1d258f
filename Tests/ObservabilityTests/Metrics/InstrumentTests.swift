import Testing

@testable import Observability

@Suite struct InstrumentTests {
    @Test func counterOnlyGrows() {
        let counter = Counter()
        counter.increment()
        counter.increment(by: 41)
        counter.increment(by: -7)
        counter.increment(by: 0)
        #expect(counter.value == 42)
    }

    @Test func gaugeGoesUpAndDown() {
        let gauge = Gauge()
        gauge.increment()
        gauge.increment()
        gauge.decrement()
        #expect(gauge.value == 1)
        gauge.set(-2.5)
        gauge.add(3)
        #expect(gauge.value == 0.5)
        gauge.set(7)
        #expect(gauge.value == 7)
    }

    @Test(arguments: [(0.5, 0), (1.0, 0), (1.0001, 1), (10.0, 2), (11.0, 3), (-4.0, 0), (Double.infinity, 3)])
    func histogramBucketsIncludeTheirBound(value: Double, bucket: Int) {
        let histogram = Histogram(bounds: [1, 5, 10])
        histogram.observe(value)
        var text = PrometheusText()
        histogram.write(to: &text, name: "h", labels: [])
        let cumulative = text.text.split(separator: "\n").prefix(4).map { $0.split(separator: " ")[1] }
        #expect(cumulative.map { Int($0) } == (0..<4).map { $0 >= bucket ? 1 : 0 })
    }

    @Test func histogramSumsDurationsInSeconds() {
        let histogram = Histogram(bounds: HistogramBounds.seconds)
        histogram.observe(.milliseconds(250))
        histogram.observe(.seconds(2))
        histogram.observe(.nan)
        #expect(histogram.sum == 2.25)
        #expect(histogram.count == 2)
    }

    @Test func histogramTakesBoundsInAnyOrderAndBounded() {
        let histogram = Histogram(bounds: (0..<100).map { Double(99 - $0) } + [.infinity, .nan])
        histogram.observe(0)
        var text = PrometheusText()
        histogram.write(to: &text, name: "h", labels: [])
        #expect(text.text.hasPrefix("h_bucket{le=\"0\"} 1\n"))
        #expect(text.text.split(separator: "\n").count == Histogram.maximumBuckets + 1 + 2)
    }

    @Test func concurrentUpdatesAreAllCounted() async {
        let counter = Counter()
        let gauge = Gauge()
        let histogram = Histogram(bounds: [1])
        await withTaskGroup(of: Void.self) { group in
            for _ in 0..<8 {
                group.addTask {
                    for _ in 0..<10_000 {
                        counter.increment()
                        gauge.increment()
                        histogram.observe(0.5)
                    }
                }
            }
        }
        #expect(counter.value == 80_000)
        #expect(gauge.value == 80_000)
        #expect(histogram.count == 80_000)
        #expect(histogram.sum == 40_000)
    }
}
