/// How many rows are deleted in one step: as many as take a given time, because a row takes microseconds on one machine
/// and milliseconds on another, and reports and events wait for one step at most.
struct PrunePace {
    /// What a step may take.
    static let target = Duration.milliseconds(25)
    static let portions = 64...8192

    private(set) var portion = 512

    /// - Parameters:
    ///   - rows: what the last step deleted.
    ///   - duration: and how long it took.
    /// - Returns: how long to leave the disk to others.
    mutating func noted(rows: Int, duration: Duration) -> Duration {
        if duration > Self.target {
            portion = max(Self.portions.lowerBound, portion / 2)
        } else if duration * 2 < Self.target, rows >= portion {
            portion = min(Self.portions.upperBound, portion * 2)
        }
        // Half of the time at least is theirs.
        return duration
    }
}
