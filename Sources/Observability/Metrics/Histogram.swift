/// Counts observations by size, in buckets fixed from the start. An observation is three atomic additions at most.
package final class Histogram: MetricInstrument {
    package static let maximumBuckets = 32

    private let bounds: [Double]
    /// One for each bound, then the bucket without bound.
    private let buckets: [Counter]
    private let total = AtomicDouble()

    /// - Parameter bounds: ascending upper bounds, inclusive; sorted and cut to ``maximumBuckets`` where they are not.
    package init(bounds: [Double]) {
        self.bounds = Array(bounds.filter(\.isFinite).sorted().prefix(Self.maximumBuckets))
        buckets = (0...self.bounds.count).map { _ in Counter() }
    }

    package func observe(_ value: Double) {
        guard !value.isNaN else { return }
        let index = bounds.firstIndex { value <= $0 } ?? bounds.count
        buckets[index].increment()
        total.add(value)
    }

    /// Observes a length of time, in seconds.
    package func observe(_ duration: Duration) { observe(duration / .seconds(1)) }

    package var count: UInt64 { buckets.reduce(0) { $0 &+ $1.value } }
    package var sum: Double { total.value }

    package func write(to text: inout PrometheusText, name: String, labels: [(name: String, value: String)]) {
        var cumulative: UInt64 = 0
        for (index, bucket) in buckets.enumerated() {
            cumulative &+= bucket.value
            let bound: PrometheusText.Value = .number(index < bounds.count ? bounds[index] : .infinity)
            text.sample(name + "_bucket", labels + [("le", bound.text)], .integer(cumulative))
        }
        text.sample(name + "_sum", labels, .number(sum))
        // The sum of the buckets just written, so that the two can never contradict each other.
        text.sample(name + "_count", labels, .integer(cumulative))
    }
}
