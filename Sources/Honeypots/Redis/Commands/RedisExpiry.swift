/// Times to expire as commands give them.
enum RedisExpiry {
    enum Unit: Sendable {
        case seconds
        case milliseconds
    }

    /// The moment, in milliseconds since the epoch, that a number stands for. What does not fit into 64 bits is refused;
    /// 6.0 does not notice and counts on modulo 2^64.
    /// - Parameters:
    ///   - now: what it counts from; nil when it is a moment already.
    ///   - command: named in the refusal.
    static func moment(
        _ number: Int64, _ unit: Unit, from now: Int64?, command: String, release: RedisRelease
    ) throws(RedisFault) -> Int64 {
        let (milliseconds, overflow) =
            unit == .seconds ? number.multipliedReportingOverflow(by: 1000) : (number, false)
        let (moment, overflowed) = milliseconds.addingReportingOverflow(now ?? 0)
        guard release == .v6_0 || !overflow && !overflowed else { throw invalid(command, release) }
        return moment
    }

    static func invalid(_ command: String, _ release: RedisRelease) -> RedisFault {
        RedisFault("ERR invalid expire time in " + (release >= .v7_0 ? "'\(command)' command" : command))
    }
}
