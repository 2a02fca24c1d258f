import ThreatModel

/// What is remembered of a source's calls across restarts, so that restarts neither spend its quota nor hammer its server.
struct FetchLedger: Equatable, Sendable {
    /// Which list it is about (``FetchOrder/fingerprint``).
    var fingerprint: UInt32
    /// The UTC day that ``calls`` counts.
    var day: Int64
    var calls = 0
    /// The publisher wants to be left alone until then.
    var notBefore: Timestamp?
    /// When the publisher last confirmed the list that is held.
    var confirmed: Timestamp?

    init(fingerprint: UInt32, day: Int64) {
        self.fingerprint = fingerprint
        self.day = day
    }

    /// Counts a call; `false` when there is none left today, and then nothing is counted.
    ///
    /// A clock that was set back makes no new day: the calls of the day before count until the next midnight.
    mutating func spend(at now: Timestamp, daily limit: Int?) -> Bool {
        if now.day > day { calls = 0 }
        day = now.day
        if let limit, calls >= limit { return false }
        calls += 1
        return true
    }

    /// The call did not reach anybody.
    mutating func refund() { calls = max(0, calls - 1) }
}

/// As bytes:
///
///     "SikkerC1"                       magic and version
///     UInt32                           fingerprint
///     Int64                            day
///     UInt32                           calls
///     Int64, Int64                     not before, confirmed; milliseconds since the epoch, Int64.min for never
///     UInt32                           CRC-32C of everything so far
extension FetchLedger {
    private static let magic: StaticString = "SikkerC1"
    static let mostBytes = 1024

    var encoded: [UInt8] {
        var writer = BinaryWriter()
        writer.append(Self.magic)
        writer.append(fingerprint)
        writer.append(day)
        writer.append(UInt32(clamping: calls))
        writer.append(notBefore?.milliseconds ?? .min)
        writer.append(confirmed?.milliseconds ?? .min)
        writer.appendChecksum()
        return writer.bytes
    }

    /// `nil` for what is damaged.
    init?(_ bytes: [UInt8]) {
        var reader = BinaryReader(bytes)
        guard reader.skip(Self.magic), let fingerprint: UInt32 = reader.number(), let day: Int64 = reader.number(),
            let calls: UInt32 = reader.number(), let notBefore: Int64 = reader.number(),
            let confirmed: Int64 = reader.number(), reader.checksumMatches(), reader.left == 0
        else { return nil }
        self.init(fingerprint: fingerprint, day: day)
        self.calls = Int(calls)
        self.notBefore = notBefore == .min ? nil : Timestamp(milliseconds: notBefore)
        self.confirmed = confirmed == .min ? nil : Timestamp(milliseconds: confirmed)
    }
}
