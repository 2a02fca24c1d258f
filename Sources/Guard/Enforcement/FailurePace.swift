/// How soon a change that the kernel refused is tried again. A pure value.
struct FailurePace: Equatable {
    static let longestPause = Duration.seconds(60)

    private(set) var failures = 0

    init() {}

    /// 1, 2, 4 … 60 seconds.
    mutating func failed() -> Duration {
        let pause = min(Duration.seconds(1 << min(failures, 10)), Self.longestPause)
        failures += 1
        return pause
    }

    mutating func succeeded() { failures = 0 }
}
