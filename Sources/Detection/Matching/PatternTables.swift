/// Takes patterns apart for a ``FieldMatcher``: which literals to search for, and what to try where one is found.
struct PatternTables {
    /// The keys of all parts, in lower case, each once.
    private(set) var literals: [[UInt8]] = []
    /// For each literal, the parts that begin a pattern and whose key it is.
    private(set) var firstParts: [[PatternPart]] = []
    /// All other parts, those of a pattern in their order.
    private(set) var laterParts: [PatternPart] = []
    /// The bytes of parts that need comparing: ``anyByte``, or a byte, with ``caseless`` added where case does not count.
    private(set) var bytes: [UInt16] = []
    /// Patterns of several parts.
    private(set) var slots = 0
    /// Patterns that an empty text fits.
    private(set) var fittedByEmpty: [FieldMatcher.Entry] = []

    private var places: [[UInt8]: Int] = [:]

    static let anyByte: UInt16 = 256
    static let caseless: UInt16 = 512

    mutating func add(_ entry: FieldMatcher.Entry) {
        let segments = entry.glob.segments
        if segments.isEmpty { fittedByEmpty.append(entry) }
        var slot: Int32 = -1
        if segments.count > 1 {
            slot = Int32(slots)
            slots += 1
        }
        for (number, segment) in segments.enumerated() {
            let isLast = number == segments.count - 1
            let key = segment.key
            let literal = place(of: segment.bytes[key].compactMap { $0.map(ASCII.lowercased) })
            let part = PatternPart(
                primitive: entry.primitive, form: entry.form, literal: UInt32(literal), slot: slot,
                // Of the parts that are added one after the other, the first is not among the later ones.
                next: isLast ? -1 : Int32(laterParts.count + (number == 0 ? 0 : 1)), keyEnd: Int32(key.upperBound),
                length: Int32(segment.bytes.count),
                comparison: comparison(of: segment, key, isCaseSensitive: entry.isCaseSensitive),
                beginsText: number == 0 && entry.glob.isAnchoredAtStart, endsText: isLast && entry.glob.isAnchoredAtEnd)
            if number == 0 { firstParts[literal].append(part) } else { laterParts.append(part) }
        }
    }

    private mutating func place(of literal: [UInt8]) -> Int {
        if let known = places[literal] { return known }
        places[literal] = literals.count
        literals.append(literal)
        firstParts.append([])
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
