/// What matching writes, kept and used again, so that an event costs no allocation.
struct MatchBuffers: Sendable {
    /// Of the event.
    var hits = HitBuffer()
    /// Of the text being scanned.
    var progress = PatternProgress()
}
