import ThreatModel

/// Framed events that are not in a file yet. A value inside the spool's lock.
struct PendingEvents {
    /// What one lane holds.
    struct Lane {
        var bytes: [UInt8] = []
        var events = 0
        /// Sequence number of the first event in ``bytes``, where there is one.
        var first: UInt64 = 0
        var last: UInt64 = 0
    }

    private(set) var lanes = PerLane(both: Lane())
    /// The number the next event gets.
    private(set) var nextSequence: UInt64

    init(nextSequence: UInt64) { self.nextSequence = nextSequence }

    var bytes: Int { lanes.main.bytes.count + lanes.raw.bytes.count }
    var isEmpty: Bool { lanes.main.events == 0 && lanes.raw.events == 0 }

    mutating func append(_ line: [UInt8], kind: EventKind) {
        let lane = SpoolLane(kind)
        SpoolRecord.append(line, kind: kind, sequence: nextSequence, to: &lanes[lane].bytes)
        if lanes[lane].events == 0 { lanes[lane].first = nextSequence }
        lanes[lane].last = nextSequence
        lanes[lane].events += 1
        nextSequence += 1
    }

    /// Hands everything over and begins anew, numbers going on.
    mutating func take() -> PerLane<Lane> {
        defer { lanes = PerLane(both: Lane()) }
        return lanes
    }
}
