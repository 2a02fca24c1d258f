/// The declaration of one metric family: its description, and how a series of it begins.
///
/// A module lists its declarations in one place; ``MetricsRegistry`` turns a declaration and label values into the
/// instrument that counts.
package struct Metric<Instrument: MetricInstrument>: Sendable {
    package let description: MetricDescription
    let makeInstrument: @Sendable () -> Instrument
}

extension Metric where Instrument == Counter {
    package static func counter(_ name: String, labels: String..., help: String) -> Self {
        Metric(
            description: MetricDescription(name: name, help: help, kind: .counter, labels: labels),
            makeInstrument: { Counter() })
    }
}

extension Metric where Instrument == Gauge {
    package static func gauge(_ name: String, labels: String..., help: String) -> Self {
        Metric(
            description: MetricDescription(name: name, help: help, kind: .gauge, labels: labels),
            makeInstrument: { Gauge() })
    }
}

extension Metric where Instrument == Histogram {
    /// - Parameter bounds: the upper bounds of the buckets, ascending; the last bucket, without bound, comes by itself.
    package static func histogram(
        _ name: String, labels: String..., bounds: [Double] = HistogramBounds.seconds, help: String
    ) -> Self {
        Metric(
            description: MetricDescription(name: name, help: help, kind: .histogram, labels: labels),
            makeInstrument: { Histogram(bounds: bounds) })
    }
}

extension Metric where Instrument == Reading {
    /// A gauge whose value is fetched whenever the metrics are read.
    package static func reading(
        _ name: String, kind: MetricKind = .gauge, labels: String..., help: String,
        value: @escaping @Sendable () -> Double
    ) -> Self {
        Metric(
            description: MetricDescription(name: name, help: help, kind: kind, labels: labels),
            makeInstrument: { Reading(value) })
    }
}
