import Synchronization

/// Bytes that wait to be sent to visitors who do not read fast enough, over all visits. Visitors who never read could
/// otherwise make the sensor hold as much as it ever answers, ten thousand times.
final class OutputBudget: Sendable {
    private let limit: Int
    private let waiting = Atomic<Int>(0)

    init(limit: Int) { self.limit = limit }

    /// Notes that so many more bytes wait (or fewer, when negative).
    ///
    /// - Returns: whether all visits together stay within the limit.
    func note(_ change: Int) -> Bool {
        let (_, total) = waiting.wrappingAdd(change, ordering: .relaxed)
        return total <= limit
    }

    var total: Int { waiting.load(ordering: .relaxed) }
}
