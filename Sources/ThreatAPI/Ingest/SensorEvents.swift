package import ThreatModel

/// Events in the form in which sensors send them, for whoever reads them from elsewhere.
package enum SensorEvents {
    package static let maximumBytes = SensorBatch.maximumBytes

    /// Reads one JSON object a line; empty lines are passed over.
    ///
    /// - Throws: ``Fault``
    package static func events(in ndjson: [UInt8]) throws(Fault) -> [SessionEvent] {
        do {
            return try SensorBatch(ndjson: ndjson).events
        } catch {
            throw Fault(sentence: error.sentence)
        }
    }

    /// Says which line is wrong, and what would be right.
    package struct Fault: Error, CustomStringConvertible {
        let sentence: String

        package var description: String { sentence }
    }
}
