extension SessionDetection {
    /// Primitives that the session's newest event added, by index: how many events more show them than in `before`.
    package func newHits(
        since before: [(primitive: Int, events: Int)]
    ) -> [(primitive: Int, events: Int)] {
        var new: [(primitive: Int, events: Int)] = []
        // Both ascend.
        var old = before[...]
        for hit in primitiveHits {
            while let first = old.first, first.primitive < hit.primitive { old.removeFirst() }
            let known = old.first?.primitive == hit.primitive ? old.first?.events ?? 0 : 0
            if hit.events > known { new.append((hit.primitive, hit.events - known)) }
        }
        return new
    }
}
