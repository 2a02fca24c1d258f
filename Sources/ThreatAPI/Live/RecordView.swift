import ThreatModel

/// Looks into the bytes of an ``AddressRecord`` where they lie. Valid as long as they are.
///
/// Bytes that end early (a damaged store) read as zeros; nothing traps.
struct RecordView {
    private let bytes: UnsafeRawBufferPointer

    init(_ bytes: UnsafeRawBufferPointer) { self.bytes = bytes }

    var isKnownVersion: Bool {
        bytes.count >= AddressRecord.headerLength && (1...AddressRecord.version).contains(bytes[0])
    }
    /// Whether it is laid out as records are today.
    var isCurrentVersion: Bool { isKnownVersion && bytes[0] == AddressRecord.version }

    // MARK: Fixed places

    var confidence: UInt8 { byte(1) }
    var rawConfidence: UInt8 { byte(2) }
    var severity: Severity { Severity(rawValue: byte(3) & ~AddressRecord.whitelistedFlag) ?? .info }
    var isWhitelisted: Bool { byte(3) & AddressRecord.whitelistedFlag != 0 }
    var protocols: AttackProtocolSet { AttackProtocolSet(rawValue: UInt32(truncatingIfNeeded: number(4, length: 4))) }
    /// Epoch milliseconds.
    var lastSeen: UInt64 { number(8, length: 6) }
    var policyVersion: Int { Int(number(14, length: 2)) }

    var facts: ListingFacts {
        ListingFacts(
            confidence: confidence, rawConfidence: rawConfidence, severity: severity, protocols: protocols,
            isWhitelisted: isWhitelisted)
    }

    /// What follows the fixed places, found in one pass.
    var parts: Parts { Parts(Cursor(bytes: bytes, position: AddressRecord.headerLength)) }

    /// The time of ``indicatorVersion``.
    var versionTime: VersionTime {
        guard hasIndicator else { return VersionTime(milliseconds: lastSeen) }
        return VersionTime(microseconds: number(bytes.count - AddressRecord.indicatorLength, length: 7))
    }

    var indicatorVersion: IndicatorVersion {
        let last = hasIndicator ? byte(bytes.count - 1) : confidence | (confidence > 0 ? 0x80 : 0)
        return IndicatorVersion(time: versionTime, confidence: min(100, last & 0x7f), wasListed: last >= 0x80)
    }

    private var hasIndicator: Bool {
        bytes.count >= AddressRecord.headerLength + AddressRecord.indicatorLength && isKnownVersion && bytes[0] > 1
    }

    /// The hour since 1970 at which time alone will have changed the score; 0 when that is not known.
    var due: UInt32 {
        guard isCurrentVersion, bytes.count >= AddressRecord.headerLength + AddressRecord.trailerLength else {
            return 0
        }
        return UInt32(truncatingIfNeeded: number(bytes.count - AddressRecord.trailerLength, length: 4))
    }

    /// Sessions on all protocols.
    var sessions: UInt64 {
        var cursor = Cursor(bytes: bytes, position: AddressRecord.headerLength)
        _ = cursor.number()
        return cursor.number()
    }

    /// How often it was reported.
    var reports: UInt64 {
        var cursor = parts.reports
        return cursor.number()
    }

    /// How many accounts reported it.
    var reporters: Int {
        var cursor = parts.reports
        guard cursor.number() > 0 else { return 0 }
        // First, last, then the lists before that of the reporters.
        (_, _) = (cursor.number(), cursor.number())
        for _ in 0..<cursor.count() { (_, _) = (cursor.byte(), cursor.number()) }
        for _ in 0..<cursor.count() { _ = cursor.text() }
        return cursor.count()
    }

    /// Events that showed each primitive.
    var primitives: [AddressRecord.PrimitiveCount] {
        var cursor = parts.primitives
        return (0..<cursor.count()).map { _ in
            AddressRecord.PrimitiveCount(word: Int(clamping: cursor.number()), count: Int(clamping: cursor.number()))
        }
    }

    /// The parts of a record that have no fixed place; each list is a cursor that stands on its length.
    struct Parts {
        /// Epoch milliseconds.
        let firstSeen: UInt64
        let sessions: UInt64
        let events: UInt64
        /// Protocol (a byte), sessions, events.
        let protocols: Cursor
        /// Word, severity (a byte), sessions.
        let behaviours: Cursor
        /// Word, events.
        let primitives: Cursor
        /// The number of reports; if not 0: first, last (epoch milliseconds), then lists of category (a byte) and count, of
        /// words, of account and count.
        let reports: Cursor

        fileprivate init(_ start: Cursor) {
            var cursor = start
            firstSeen = cursor.number()
            sessions = cursor.number()
            events = cursor.number()
            protocols = cursor
            for _ in 0..<cursor.count() {
                _ = cursor.byte()
                _ = cursor.number()
                _ = cursor.number()
            }
            behaviours = cursor
            for _ in 0..<cursor.count() {
                _ = cursor.number()
                _ = cursor.byte()
                _ = cursor.number()
            }
            primitives = cursor
            for _ in 0..<cursor.count() {
                _ = cursor.number()
                _ = cursor.number()
            }
            reports = cursor
        }
    }

    private func byte(_ index: Int) -> UInt8 { index < bytes.count ? bytes[index] : 0 }

    private func number(_ start: Int, length: Int) -> UInt64 {
        var value: UInt64 = 0
        for index in 0..<length { value |= UInt64(byte(start + index)) << UInt64(8 * index) }
        return value
    }

    /// Reads one number after the other.
    struct Cursor {
        private let bytes: UnsafeRawBufferPointer
        private var position: Int

        fileprivate init(bytes: UnsafeRawBufferPointer, position: Int) {
            self.bytes = bytes
            self.position = min(position, bytes.count)
        }

        mutating func byte() -> UInt8 {
            guard position < bytes.count else { return 0 }
            defer { position += 1 }
            return bytes[position]
        }

        /// LEB128, as ``CompactWriter`` writes it.
        mutating func number() -> UInt64 {
            var value: UInt64 = 0
            var shift: UInt64 = 0
            while shift < 64 {
                let next = byte()
                value |= UInt64(next & 0x7f) << shift
                if next < 0x80 { break }
                shift += 7
            }
            return value
        }

        /// The length of a list: never more than there are bytes left to describe it.
        mutating func count() -> Int { min(Int(clamping: number()), bytes.count - position) }

        /// Length-prefixed text.
        mutating func text() -> UnsafeRawBufferPointer {
            let length = count()
            defer { position += length }
            return UnsafeRawBufferPointer(rebasing: bytes[position..<position + length])
        }
    }
}
