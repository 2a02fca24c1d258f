import ThreatModel

/// The length of time that a count is for. The raw value is stored: never renumber.
enum HistoryUnit: Int64, CaseIterable {
    case hour = 0
    case day = 1

    /// Milliseconds.
    var length: Int64 {
        switch self {
        case .hour: 3_600_000
        case .day: 86_400_000
        }
    }

    /// The number of the hour or day, since 1970, that a moment is in.
    func slot(of time: Timestamp) -> Int64 {
        switch self {
        case .hour: time.day * 24 + (time.milliseconds - time.day * Self.day.length) / length
        case .day: time.day
        }
    }

    /// When it begins.
    func start(of slot: Int64) -> Timestamp { Timestamp(milliseconds: slot &* length) }
}
