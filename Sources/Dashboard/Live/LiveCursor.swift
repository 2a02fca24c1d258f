/// A place in what a ``LiveFeed`` tells: `1732286400000-523`.
struct LiveCursor: Equatable, Sendable, CustomStringConvertible {
    /// Of the feed: another after each start of the guard.
    var epoch: Int64
    /// The ``LiveRing/clock``.
    var time: UInt64

    init(epoch: Int64, time: UInt64) {
        self.epoch = epoch
        self.time = time
    }

    /// `nil` for what no feed has ever said.
    init?(_ text: some StringProtocol) {
        let parts = text.split(separator: "-", omittingEmptySubsequences: false)
        guard text.utf8.count <= Self.mostBytes, parts.count == 2, let epoch = Int64(parts[0]),
            let time = UInt64(parts[1])
        else { return nil }
        self.init(epoch: epoch, time: time)
    }

    private static let mostBytes = 40

    var description: String { "\(epoch)-\(time)" }
}
