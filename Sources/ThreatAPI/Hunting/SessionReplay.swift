import Detection
import Store
import ThreatModel

/// A stored session, its events taken through a catalogue from the first.
struct SessionReplay {
    /// Events of one session that are taken: more than a sensor records of any.
    static let maximumEvents = 4096
    /// Bytes of their fields.
    static let maximumBytes = 16 << 20

    private(set) var detection = SessionDetection()
    /// The event that completed each behaviour shown, by the behaviour's number.
    private(set) var completing: [Int: SessionEvent] = [:]
    private(set) var eventCount = 0
    /// Whether it saw all the events there are.
    private(set) var isWhole = true

    /// `nil` for a session of which events are missing: without them, others would say what is not so.
    init?(
        of session: StoredSession, from reader: any StoreReader, in catalogue: DetectionCatalogue
    ) throws {
        var replay = (detection: SessionDetection(), completing: [Int: SessionEvent](), events: 0, bytes: 0)
        var isWhole = true
        try reader.forEachEvent(of: session) { event in
            replay.bytes += event.fields.values.reduce(64) { $0 + $1.key.utf8.count + $1.value.utf8.count }
            guard replay.events < Self.maximumEvents, replay.bytes <= Self.maximumBytes else {
                isWhole = false
                return false
            }
            replay.events += 1
            for index in replay.detection.observe(event, in: catalogue) { replay.completing[index] = event }
            return true
        }
        guard !isWhole || replay.events == session.eventCount else { return nil }
        (detection, completing, eventCount) = (replay.detection, replay.completing, replay.events)
        self.isWhole = isWhole
    }

    /// Adds to what is known of the session, and returns the numbers of the behaviours that are new, ascending.
    ///
    /// - Parameter hasEnded: what it began and did not finish is of no use any more.
    func complete(
        _ known: inout SessionDetection, hasEnded: Bool, in catalogue: DetectionCatalogue
    ) -> [Int] {
        known.takeOver(detection, isWhole: isWhole && !hasEnded, in: catalogue)
    }

    /// Whether ``complete(_:hasEnded:in:)`` would change anything.
    func adds(to stored: StoredSession, in catalogue: DetectionCatalogue) -> Bool {
        guard let known = SessionDetection(encoded: stored.detection, in: catalogue) else { return false }
        var completed = known
        let new = complete(&completed, hasEnded: stored.ended, in: catalogue)
        return !new.isEmpty || completed.encoded(in: catalogue) != known.encoded(in: catalogue)
    }
}
