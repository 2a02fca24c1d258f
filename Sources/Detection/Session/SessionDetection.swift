package import ThreatModel

/// How far detection has come with one session: a value of a few hundred bytes.
package struct SessionDetection: Sendable {
    package init() {}

    /// Takes the session's next event and returns the indices of behaviours shown for the first time, ascending.
    ///
    /// Behaviours that depend on something *not* happening are decided by the `close` event.
    package mutating func observe(_ event: SessionEvent, in catalogue: DetectionCatalogue) -> [Int] { [] }

    /// Indices of the behaviours shown so far, ascending.
    package var shownBehaviours: [Int] { [] }

    /// Primitives that occurred, with the number of events that showed them, ascending by index.
    package var primitiveHits: [(primitive: Int, events: Int)] { [] }

    /// The state by names, for the store: it can be read back into a changed catalogue.
    package func encoded(in catalogue: DetectionCatalogue) -> [UInt8] { [] }

    /// `nil` for bytes that are no state. What the catalogue no longer knows is left out.
    package init?(encoded: some Collection<UInt8>, in catalogue: DetectionCatalogue) {}
}
