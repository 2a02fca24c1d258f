/// Ranges given by two positions that may count from the end.
enum RedisRange {
    /// The positions from `start` to `end`, both included, of so many elements.
    /// - Parameter emptyAtLeast: an end before the first element is taken for the first one, as GETRANGE does.
    static func resolve(_ start: Int64, _ end: Int64, count: Int, emptyAtLeast: Bool = false) -> Range<Int> {
        let count = Int64(count)
        var low = start < 0 ? max(0, start &+ count) : start
        var high = end < 0 ? end &+ count : end
        if emptyAtLeast { high = max(0, high) }
        high = min(high, count - 1)
        low = min(low, count)
        return low <= high ? Int(low)..<Int(high) + 1 : 0..<0
    }
}
