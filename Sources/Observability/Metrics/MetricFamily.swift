/// All series of one declaration. A value inside the registry's lock.
struct MetricFamily {
    /// Series one family may have; values beyond share one series in which every label says ``overflowLabel``. Nobody who
    /// can choose a label's value can make the process grow.
    static let maximumSeries = 1000
    /// Bytes of one label value.
    static let maximumLabelBytes = 128
    static let overflowLabel = "other"

    let description: MetricDescription
    private var series: [[String]: any MetricInstrument] = [:]

    init(_ description: MetricDescription) { self.description = description }

    /// The instrument of these label values, made by `make` when there is none yet; `nil` when the family holds another
    /// type of instrument or has other labels.
    mutating func instrument<Instrument: MetricInstrument>(
        _ values: [String], make: () -> Instrument
    ) -> Instrument? {
        guard values.count == description.labels.count else { return nil }
        var key = values.map { String($0.prefix(Self.maximumLabelBytes)) }
        if series[key] == nil, series.count >= Self.maximumSeries {
            key = values.map { _ in Self.overflowLabel }
        }
        if let existing = series[key] { return existing as? Instrument }
        let instrument = make()
        series[key] = instrument
        return instrument
    }

    func write(to text: inout PrometheusText) {
        text.header(description)
        for (values, instrument) in series.sorted(by: { $0.key.lexicographicallyPrecedes($1.key) }) {
            let labels = zip(description.labels, values).map { (name: $0, value: $1) }
            instrument.write(to: &text, name: description.name, labels: labels)
        }
    }
}
