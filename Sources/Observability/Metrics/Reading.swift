/// A number that is fetched at the moment the metrics are read.
package final class Reading: MetricInstrument {
    private let read: @Sendable () -> Double

    package init(_ read: @escaping @Sendable () -> Double) { self.read = read }

    package func write(to text: inout PrometheusText, name: String, labels: [(name: String, value: String)]) {
        text.sample(name, labels, .number(read()))
    }
}
