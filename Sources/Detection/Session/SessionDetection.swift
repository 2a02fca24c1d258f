package import ThreatModel

/// How far detection has come with one session: for ordinary sessions a value of a few hundred bytes, for any session one
/// that is bounded by the catalogue's size, however long the session lasts.
///
/// It belongs to the catalogue it was last used with. Given another one (rules were changed while the session lasted), it
/// carries over what that one knows by the same names.
package struct SessionDetection: Sendable {
    /// The primitives that occurred, ascending.
    var hits: [PrimitiveHit] = []
    /// What parts of conditions remember, ascending by part.
    var memories: [PartMemory] = []
    /// Behaviours shown, ascending.
    var shown: [UInt32] = []
    /// Behaviours shown that the catalogue in use does not know, ascending: should one come back, it was shown before.
    var shownElsewhere: [String] = []
    /// The time of the first event.
    var start: Timestamp?
    /// The latest time of an event, in milliseconds since ``start``: a session's clock never runs backwards here.
    var now: UInt32 = 0
    private var catalogue: CompiledCatalogue?

    struct PrimitiveHit: Hashable, Sendable {
        let primitive: UInt32
        /// Events that showed it.
        var events: UInt32
        var last: UInt32
    }

    struct PartMemory: Hashable, Sendable {
        let part: Int
        var memory: ConditionMemory
    }

    /// Primitives remembered. A session that showed so many different ones has long shown what makes it an attack.
    static let maximumHits = 1024

    package init() {}

    /// Takes the session's next event and returns the indices of behaviours shown for the first time, ascending.
    ///
    /// Behaviours that depend on something *not* happening are decided by the `close` event; a session without one shows
    /// none of them.
    package mutating func observe(_ event: SessionEvent, in catalogue: DetectionCatalogue) -> [Int] {
        let compiled = catalogue.compiled
        return compiled.scratch.use { scratch in observe(event, in: compiled, using: &scratch) }
    }

    /// The same, with what the event adds to the memory of its address (``AddressDetection``), if anything.
    ///
    /// - Parameter sensor: which one saw it: a number that differs from sensor to sensor.
    package mutating func observe(
        _ event: SessionEvent, from sensor: Int64, in catalogue: DetectionCatalogue
    ) -> (shown: [Int], observation: AddressObservation?) {
        let compiled = catalogue.compiled
        return compiled.scratch.use { scratch in
            let shown = observe(event, in: compiled, using: &scratch)
            return (shown, AddressObservation(event, from: sensor, hits: scratch.matching.hits.hits, in: compiled))
        }
    }

    private mutating func observe(
        _ event: SessionEvent, in compiled: CompiledCatalogue, using scratch: inout ScratchPool.Scratch
    ) -> [Int] {
        adopt(compiled)
        note(event.at)
        compiled.matcher.match(event, &scratch.matching, texts: &scratch.texts)
        guard !scratch.matching.hits.hits.isEmpty || event.kind == .close else { return [] }
        count(scratch.matching.hits.hits)
        return decide(event, scratch.matching.hits, in: compiled, &scratch.candidates)
    }

    /// Indices of the behaviours shown so far, ascending.
    package var shownBehaviours: [Int] { shown.map { Int($0) } }

    /// Primitives that occurred, with the number of events that showed them, ascending by index.
    package var primitiveHits: [(primitive: Int, events: Int)] { hits.map { (Int($0.primitive), Int($0.events)) } }
}

// MARK: - One event

extension SessionDetection {
    private mutating func note(_ time: Timestamp) {
        let start = start ?? time
        self.start = start
        // Times may be anything: their difference is formed so that it cannot overflow.
        let (elapsed, overflow) = time.milliseconds.subtractingReportingOverflow(start.milliseconds)
        now = max(now, overflow ? now : UInt32(clamping: elapsed))
    }

    private mutating func count(_ primitives: [UInt32]) {
        for primitive in primitives {
            let place = hits.firstIndex { $0.primitive >= primitive } ?? hits.count
            if place < hits.count, hits[place].primitive == primitive {
                hits[place].events = hits[place].events == .max ? .max : hits[place].events + 1
                hits[place].last = now
            } else if hits.count < Self.maximumHits {
                hits.insert(PrimitiveHit(primitive: primitive, events: 1, last: now), at: place)
            }
        }
    }

    /// Asks every behaviour that this event could have completed.
    ///
    /// - Parameter candidates: room for them.
    private mutating func decide(
        _ event: SessionEvent, _ hits: HitBuffer, in compiled: CompiledCatalogue, _ candidates: inout [UInt32]
    ) -> [Int] {
        let isEnd = event.kind == .close
        candidates.removeAll(keepingCapacity: true)
        for hit in hits.hits { candidates += compiled.behaviours(of: hit) }
        if isEnd { candidates += compiled.behavioursDecidedAtEnd(on: event.protocol) }
        candidates.sort()

        var new: [Int] = []
        var previous: UInt32?
        for index in candidates where index != previous && !shown.contains(index) {
            previous = index
            let rule = compiled.rules[Int(index)]
            // Asked even while it cannot be decided, because its parts remember what they see.
            let isMet = rule.isMetByAnyHit || isMet(rule.condition, by: event, hits)
            guard isMet, isEnd || !rule.awaitsEnd else { continue }
            shown.insert(index, at: shown.firstIndex { $0 > index } ?? shown.count)
            memories.removeAll { rule.parts.contains($0.part) }
            new.append(Int(index))
        }
        return new
    }
}

// MARK: - Changing catalogues

extension SessionDetection {
    /// Changes over to that catalogue, as ``observe(_:in:)`` does by itself: numbers mean its behaviours and primitives then.
    package mutating func adopt(_ catalogue: DetectionCatalogue) { adopt(catalogue.compiled) }

    mutating func adopt(_ compiled: CompiledCatalogue) {
        guard let current = catalogue else {
            catalogue = compiled
            return
        }
        guard current !== compiled else { return }
        self = SessionDetection(encoded: encoded(in: current), in: compiled) ?? SessionDetection()
        catalogue = compiled
    }

    /// The state by names, for the store: it can be read back into a changed catalogue.
    ///
    /// - Parameter catalogue: the one that the state was last used with.
    package func encoded(in catalogue: DetectionCatalogue) -> [UInt8] {
        encoded(in: self.catalogue ?? catalogue.compiled)
    }

    /// `nil` for bytes that are no state, whatever they are. What the catalogue no longer knows is left out.
    package init?(encoded: some Collection<UInt8>, in catalogue: DetectionCatalogue) {
        self.init(encoded: encoded, in: catalogue.compiled)
        self.catalogue = catalogue.compiled
    }
}
