package import Scoring
import ThreatModel

/// What `check` says about an address, as the server keeps it in memory and in the store: about seventy bytes.
///
/// The first ``headerLength`` bytes have fixed places, because lists look at nothing else:
///
/// | byte | |
/// |---|---|
/// | 0 | version of this layout |
/// | 1 | confidence |
/// | 2 | raw confidence |
/// | 3 | severity; the highest bit says whether the address is whitelisted |
/// | 4–7 | set of protocols |
/// | 8–13 | last seen, epoch milliseconds |
/// | 14–15 | version of the scoring policy |
///
/// All numbers are little-endian. Then, as LEB128 numbers in the order of the answer: first seen, sessions, events, and the
/// lists of ``RecordView``. Behaviours and primitives stand as numbers of the store's words.
///
/// The last ``trailerLength`` bytes are four of the hour at which time changes the score, and its ``IndicatorVersion``: seven of
/// microseconds, then the confidence, with the upper bit set when there ever was any. Records of layout 2 have no such hour, and
/// those of layout 1 end before either.
package enum AddressRecord {
    static let version: UInt8 = 3
    static let headerLength = 16
    static let whitelistedFlag: UInt8 = 0x80
    static let trailerLength = 12
    /// The part of it that is the indicator's version.
    static let indicatorLength = 8
    /// Primitives counted of one address. Beyond, the rarest gives way.
    static let maximumPrimitives = 64

    /// A number of the store's words with the events that showed that primitive.
    package struct PrimitiveCount: Equatable {
        var word: Int
        var count: Int

        package init(word: Int, count: Int) {
            self.word = word
            self.count = count
        }
    }

    /// The counts that there is room for, the most frequent ones, by number.
    static func kept(_ counts: [PrimitiveCount]) -> [PrimitiveCount] {
        guard counts.count > maximumPrimitives else { return counts.sorted { $0.word < $1.word } }
        return counts.sorted { ($0.count, $1.word) > ($1.count, $0.word) }
            .prefix(maximumPrimitives).sorted { $0.word < $1.word }
    }

    /// A record whose indicator dates from when the address was last seen; ``setVersion(_:in:)`` says otherwise.
    ///
    /// - Parameter number: the store's number of a behaviour's name.
    package static func encode(
        evidence: Evidence, score: Score, primitives: [PrimitiveCount], number: (String) throws -> Int
    ) rethrows -> [UInt8] {
        let lastSeen = UInt64(max(0, evidence.lastSeen?.milliseconds ?? 0)) & 0xffff_ffff_ffff
        var writer = CompactWriter()
        writer.put(byte: version)
        writer.put(byte: score.confidence)
        writer.put(byte: score.rawConfidence)
        writer.put(byte: score.severity.rawValue | (score.isWhitelisted ? whitelistedFlag : 0))
        for shift in stride(from: UInt32(0), to: 32, by: 8) {
            writer.put(byte: UInt8(truncatingIfNeeded: score.protocols.rawValue >> shift))
        }
        for shift in stride(from: UInt64(0), to: 48, by: 8) {
            writer.put(byte: UInt8(truncatingIfNeeded: lastSeen >> shift))
        }
        writer.put(byte: UInt8(truncatingIfNeeded: score.policyVersion))
        writer.put(byte: UInt8(truncatingIfNeeded: score.policyVersion >> 8))

        writer.put(count: Int(evidence.firstSeen?.milliseconds ?? 0))
        writer.put(count: evidence.activity.reduce(0) { $0 + Int($1.sessions) })
        writer.put(count: evidence.activity.reduce(0) { $0 + Int($1.events) })
        writer.put(count: evidence.activity.count)
        for entry in evidence.activity {
            writer.put(byte: entry.protocol.rawValue)
            writer.put(entry.sessions)
            writer.put(entry.events)
        }
        try put(evidence.behaviours, number: number, into: &writer)
        writer.put(count: primitives.count)
        for entry in primitives {
            writer.put(count: entry.word)
            writer.put(count: entry.count)
        }
        putReports(of: evidence, into: &writer)
        var record = writer.bytes + [UInt8](repeating: 0, count: trailerLength)
        setVersion(
            IndicatorVersion(
                time: VersionTime(milliseconds: lastSeen), confidence: score.confidence,
                wasListed: score.isListed),
            in: &record)
        return record
    }

    /// Dates a record's indicator: whoever fills a store with records that came about elsewhere gives each a time of its own.
    package static func setVersionTime(microseconds: UInt64, in record: inout [UInt8]) {
        var version = record.withUnsafeBytes { RecordView($0).indicatorVersion }
        version.time = VersionTime(microseconds: microseconds)
        setVersion(version, in: &record)
    }

    /// - Precondition: a record of the present layout.
    static func setVersion(_ version: IndicatorVersion, in record: inout [UInt8]) {
        let start = record.count - indicatorLength
        for index in 0..<7 {
            record[start + index] = UInt8(truncatingIfNeeded: version.time.microseconds >> UInt64(8 * index))
        }
        record[start + 7] = version.confidence & 0x7f | (version.wasListed ? 0x80 : 0)
    }

    /// Says when time alone will have changed the score.
    ///
    /// - Precondition: a record of the present layout.
    static func setDue(_ hour: UTCHour, in record: inout [UInt8]) {
        let start = record.count - trailerLength
        for index in 0..<4 { record[start + index] = UInt8(truncatingIfNeeded: hour.number >> UInt32(8 * index)) }
    }

    /// Bytes at the end of a record of some layout that say nothing of its address.
    private static func trailerLength(layout: UInt8?) -> Int {
        switch layout {
        case version: trailerLength
        case 2: indicatorLength
        default: 0
        }
    }

    /// Whether two records say the same of an address, but for its scores and the version of its indicator.
    static func saySame(_ old: [UInt8], _ new: [UInt8]) -> Bool {
        func text(_ record: [UInt8]) -> ArraySlice<UInt8> {
            record.dropLast(trailerLength(layout: record.first))
        }
        let (old, new) = (text(old), text(new))
        // Byte 0 is the layout, 1 and 2 are the scores, 14 and 15 the version of the policy.
        return old.count == new.count && old.count >= headerLength && old[3..<14] == new[3..<14]
            && old[headerLength...] == new[headerLength...]
    }

    /// One entry a behaviour: the protocols it was shown on are told by the protocols' own list.
    private static func put(
        _ behaviours: [BehaviourEvidence], number: (String) throws -> Int, into writer: inout CompactWriter
    ) rethrows {
        var merged: [(name: String, severity: Severity, sessions: Int)] = []
        for entry in behaviours {
            if let last = merged.last, last.name == entry.behaviour {
                merged[merged.count - 1].severity = max(last.severity, entry.severity)
                merged[merged.count - 1].sessions += Int(entry.sessions)
            } else {
                merged.append((entry.behaviour, entry.severity, Int(entry.sessions)))
            }
        }
        // The gravest first, then the most frequent.
        merged.sort { ($0.severity.rawValue, $0.sessions, $1.name) > ($1.severity.rawValue, $1.sessions, $0.name) }
        writer.put(count: merged.count)
        for entry in merged {
            writer.put(count: try number(entry.name))
            writer.put(byte: entry.severity.rawValue)
            writer.put(count: entry.sessions)
        }
    }

    private static func putReports(of evidence: Evidence, into writer: inout CompactWriter) {
        writer.put(evidence.reportCount)
        guard evidence.reportCount > 0 else { return }
        writer.put(count: Int(evidence.firstReported?.milliseconds ?? 0))
        writer.put(count: Int(evidence.lastReported?.milliseconds ?? 0))
        writer.put(count: evidence.categories.count)
        for entry in evidence.categories {
            writer.put(byte: entry.category.rawValue)
            writer.put(entry.count)
        }
        writer.put(count: evidence.reportedProtocols.count)
        for name in evidence.reportedProtocols { writer.put(name) }
        writer.put(count: evidence.reporters.count)
        for entry in evidence.reporters {
            writer.put(count: Int(entry.account))
            writer.put(entry.count)
        }
    }
}
