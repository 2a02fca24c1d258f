import Synchronization

/// A number that only grows. An update is one atomic addition: no lock, no allocation.
package final class Counter: MetricInstrument {
    private let count = Atomic<UInt64>(0)

    package init() {}

    /// Amounts below one are ignored: a counter never falls.
    package func increment(by amount: Int = 1) {
        guard amount > 0 else { return }
        count.wrappingAdd(UInt64(amount), ordering: .relaxed)
    }

    package var value: UInt64 { count.load(ordering: .relaxed) }

    package func write(to text: inout PrometheusText, name: String, labels: [(name: String, value: String)]) {
        text.sample(name, labels, .integer(value))
    }
}
