/// A range of scores as ZRANGEBYSCORE takes it: `1`, `(1` without the end itself, `-inf`, `+inf`.
struct RedisScoreRange: Sendable {
    private let minimum: Double
    private let maximum: Double
    private let excludesMinimum: Bool
    private let excludesMaximum: Bool

    init(from low: [UInt8], to high: [UInt8]) throws(RedisFault) {
        (minimum, excludesMinimum) = try Self.end(low)
        (maximum, excludesMaximum) = try Self.end(high)
    }

    private static func end(_ text: [UInt8]) throws(RedisFault) -> (Double, Bool) {
        let isExcluded = text.first == UInt8(ascii: "(")
        guard let value = RedisNumber.looseDouble(isExcluded ? text.dropFirst() : text[...]) else {
            throw RedisFault("ERR min or max is not a float")
        }
        return (value, isExcluded)
    }

    /// Where the elements within the range stand.
    func positions(in set: RedisSortedSet) -> Range<Int> {
        set.range(
            from: { excludesMinimum ? $0.score > minimum : $0.score >= minimum },
            until: { excludesMaximum ? $0.score >= maximum : $0.score > maximum })
    }
}
