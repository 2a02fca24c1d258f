/// Something that holds the numbers of one series. Reading and updating it may happen on any thread at any time.
package protocol MetricInstrument: AnyObject, Sendable {
    /// Writes the samples of this series in the Prometheus text format.
    func write(to text: inout PrometheusText, name: String, labels: [(name: String, value: String)])
}
