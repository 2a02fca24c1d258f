import Synchronization

/// Every metric of a process. Handles are asked for once, at set-up, and kept; the registry is never on a hot path.
package final class MetricsRegistry: Sendable {
    // A lock rather than an actor: handles are made in initialisers, which cannot wait.
    private let families = Mutex<[String: MetricFamily]>([:])

    package init() {}

    /// The instrument that counts for these label values; the same one whenever the same values are asked for.
    ///
    /// A declaration that contradicts an earlier one of the same name, or the wrong number of values, yields an instrument
    /// that works but is not exposed; the catalogue tests find both.
    package func instrument<Instrument: MetricInstrument>(
        _ metric: Metric<Instrument>, _ labelValues: String...
    ) -> Instrument {
        let description = metric.description
        let instrument = families.withLock { families -> Instrument? in
            var family = families[description.name] ?? MetricFamily(description)
            guard family.description == description else { return nil }
            let instrument = family.instrument(labelValues, make: metric.makeInstrument)
            families[description.name] = family
            return instrument
        }
        return instrument ?? metric.makeInstrument()
    }

    /// The instruments of every combination of one label's values, for a lookup without a lock later.
    package func instruments<Instrument: MetricInstrument, Value>(
        _ metric: Metric<Instrument>, for values: [Value], label: (Value) -> String
    ) -> [Instrument] {
        values.map { instrument(metric, label($0)) }
    }

    /// What is registered, by name.
    package var descriptions: [MetricDescription] {
        families.withLock { $0.values.map(\.description) }.sorted { $0.name < $1.name }
    }

    /// The whole page: families by name, series by label values.
    package func exposition() -> String {
        // Copied out first, so that a reading that takes its time holds nobody up.
        let families = families.withLock { Array($0.values) }.sorted { $0.description.name < $1.description.name }
        var text = PrometheusText()
        for family in families { family.write(to: &text) }
        return text.text
    }
}
