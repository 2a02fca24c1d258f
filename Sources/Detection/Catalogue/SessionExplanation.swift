package import ThreatModel

/// What a session shows and why: the primitives of each event, and the behaviours that each completed.
package struct SessionExplanation: Sendable {
    package struct Step: Sendable {
        package let event: SessionEvent
        /// Indices of the primitives that the event shows, ascending.
        package let primitives: [Int]
        /// Indices of the behaviours that it completed, ascending.
        package let behaviours: [Int]
    }

    package let steps: [Step]

    /// - Parameter events: those of one session, in their order.
    package init(of events: [SessionEvent], in catalogue: DetectionCatalogue) {
        var detection = SessionDetection()
        steps = events.map { event in
            let before = detection.primitiveHits
            let shown = detection.observe(event, in: catalogue)
            let hits = detection.newHits(since: before)
            return Step(event: event, primitives: hits.map(\.primitive), behaviours: shown)
        }
    }

    /// Which steps showed a primitive, by their numbers from 1.
    package func steps(showing primitive: Int) -> [Int] {
        steps.indices.filter { steps[$0].primitives.contains(primitive) }.map { $0 + 1 }
    }
}
