/// A number that goes up and down. Whole numbers are exact up to 2⁵³.
package final class Gauge: MetricInstrument {
    private let number = AtomicDouble()

    package init() {}

    package var value: Double { number.value }

    package func set(_ value: Double) { number.set(value) }

    package func set(_ value: Int) { number.set(Double(value)) }

    package func add(_ amount: Int) { number.add(Double(amount)) }

    package func increment() { add(1) }

    package func decrement() { add(-1) }

    package func write(to text: inout PrometheusText, name: String, labels: [(name: String, value: String)]) {
        text.sample(name, labels, .number(value))
    }
}
