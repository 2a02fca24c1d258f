/// Takes patterns apart for a ``FieldMatcher``: which literals to search for, and what to try where one is found.
struct PatternTables {
    /// The keys of all parts, in lower case, each once.
    private(set) var literals: [[UInt8]] = []
    /// For each literal, the parts whose key it is.
    private(set) var parts: [[PatternPart]] = []
    /// The bytes of parts that need comparing: ``anyByte``, or a byte, with ``caseless`` added where case does not count.
    private(set) var bytes: [UInt16] = []
    /// Patterns of several parts.
    private(set) var slots = 0
    /// Primitives that an empty text shows.
    private(set) var shownByEmpty: [UInt32] = []

    private var places: [[UInt8]: Int] = [:]

    static let anyByte: UInt16 = 256
    static let caseless: UInt16 = 512

    mutating func add(_ entry: FieldMatcher.Entry) {
        let segments = entry.glob.segments
        if segments.isEmpty { shownByEmpty.append(entry.primitive) }
        var slot: Int32 = -1
        if segments.count > 1 {
            slot = Int32(slots)
            slots += 1
        }
        for (number, segment) in segments.enumerated() {
            let isLast = number == segments.count - 1
            let key = segment.key
            let part = PatternPart(
                primitive: entry.primitive, slot: slot, number: UInt16(number), isLast: isLast,
                beginsText: number == 0 && entry.glob.isAnchoredAtStart, endsText: isLast && entry.glob.isAnchoredAtEnd,
                keyEnd: Int32(key.upperBound), length: Int32(segment.bytes.count),
                comparison: comparison(of: segment, key, isCaseSensitive: entry.isCaseSensitive))
            parts[place(of: segment.bytes[key].compactMap { $0.map(ASCII.lowercased) })].append(part)
        }
    }

    private mutating func place(of literal: [UInt8]) -> Int {
        if let known = places[literal] { return known }
        places[literal] = literals.count
        literals.append(literal)
        parts.append([])
        return literals.count - 1
    }

    private mutating func comparison(of segment: Glob.Segment, _ key: Range<Int>, isCaseSensitive: Bool) -> Int32 {
        guard isCaseSensitive || key.count < segment.bytes.count else { return -1 }
        let start = bytes.count
        bytes += segment.bytes.map { byte in
            guard let byte else { return Self.anyByte }
            return isCaseSensitive ? UInt16(byte) : UInt16(ASCII.lowercased(byte)) | Self.caseless
        }
        return Int32(start)
    }
}
