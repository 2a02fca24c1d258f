/// What packets are counted by. The raw value is stored: never renumber.
enum HistoryTopic: Int64, CaseIterable {
    /// Dropped, or only seen.
    case mode = 0
    /// The list that named the address, and the family.
    case source = 1
    /// Protocol and port.
    case port = 2
    case address = 3

    /// Whether counts by the hour are kept as long as those by the day: where there are few of them.
    var isKeptByHour: Bool {
        switch self {
        case .mode, .source: true
        case .port, .address: false
        }
    }
}
