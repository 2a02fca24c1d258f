/// A log of the server's: every line follows from the persona and the calendar, up to the moment one looks. Rotated as
/// Debian's logrotate does at midnight, /var/log/syslog daily and the others on Sundays.
struct ServerLog: MadeFile {
    /// By the name under /var/log.
    enum Kind: String, CaseIterable, Sendable {
        case authentication = "auth.log"
        case system = "syslog"
        case daemon = "daemon.log"
        case kernel = "kern.log"
        case messages
        case user = "user.log"
        case debug
        case access = "access.log"
        case empty = "error.log"

        static var allCases: [Self] { [.authentication, .system, .daemon, .kernel, .messages, .user, .debug] }

        /// Days in one file.
        var days: Int64 { self == .system || self == .access ? 1 : 7 }
        /// Older files kept; those from the second on are packed, and empty ones are not kept.
        var generations: Int {
            switch self {
            case .system: 7
            case .authentication, .daemon, .messages, .access: 4
            case .kernel, .user, .debug, .empty: 0
            }
        }
    }

    let kind: Kind
    /// 0: the one that is written to; 1: the one before.
    let age: Int
    let writer: ServerLogWriter
    let cache: ServerLogCache

    /// When its first line can be from, and its last, as days since the epoch.
    private func days(at now: Int64) -> Range<Int64> {
        let today = now / 86_400
        let begin = kind.days == 1 ? today : today - Int64(CivilDate.weekday(days: Int(today)))
        let first = begin - Int64(age) * kind.days
        return first..<first + kind.days
    }

    /// What is written reaches the disk once a minute.
    private func text(at now: Int64) -> [UInt8] {
        let days = days(at: now)
        return writer.text(kind, from: days.lowerBound * 86_400, until: min(now / 60 * 60, days.upperBound * 86_400))
    }

    private func facts(at now: Int64) -> ServerLogCache.Facts {
        let key = ServerLogCache.Key(kind: kind, age: age)
        let stamp = age == 0 ? now / 60 : now / 86_400
        if let facts = cache.facts(key, stamp) { return facts }
        let days = days(at: now)
        let begin = days.lowerBound * 86_400
        // Packed logs are a thirteenth of what they were; nobody unpacks them here.
        let facts = ServerLogCache.Facts(
            stamp: stamp, size: age < 2 ? text(at: now).count : text(at: now).count / 13 + 90,
            modified: age > 0
                ? days.upperBound * 86_400 + 2 - Int64(age + 1) % 5
                : writer.lastLine(kind, from: begin, until: now / 60 * 60) ?? begin)
        cache.keep(facts, key)
        return facts
    }

    func size(at now: Int64) -> Int { facts(at: now).size }
    func modified(at now: Int64) -> Int64? { facts(at: now).modified }

    func bytes(in range: Range<Int>, at now: Int64) -> [UInt8] {
        if age > 1 {
            let packed = FillerFile(form: .gzip, size: size(at: now), seed: writer.seed, name: "")
            return packed.bytes(in: range, at: now)
        }
        let text = text(at: now)
        return Array(text[range.clamped(to: 0..<text.count)])
    }
}
