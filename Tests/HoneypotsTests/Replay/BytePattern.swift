/// Bytes to be met, with gaps that anything may fill.
struct BytePattern: Hashable, Sendable {
    enum Part: Hashable, Sendable {
        case literal([UInt8])
        case anything
    }

    var parts: [Part]

    init(literal bytes: [UInt8]) { parts = [.literal(bytes)] }

    /// Escaped text in which an unescaped `*` stands for anything; nil when an escape is unknown.
    init?(wildcards text: some StringProtocol) {
        parts = []
        var literal: [UInt8] = []
        var rest = Array(text.utf8)[...]
        while let byte = rest.popFirst() {
            switch byte {
            case UInt8(ascii: "*"):
                if !literal.isEmpty { parts.append(.literal(literal)) }
                literal = []
                parts.append(.anything)
            case UInt8(ascii: "\\"):
                guard let escaped = ReplayEscapes.takeEscape(&rest) else { return nil }
                literal.append(escaped)
            default:
                literal.append(byte)
            }
        }
        if !literal.isEmpty || parts.isEmpty { parts.append(.literal(literal)) }
    }

    func matches(_ bytes: [UInt8]) -> Bool { Self.furthestMatch(of: [self], in: bytes) == nil }

    /// Matches patterns one behind the other against all of the bytes. nil when they fit; else which pattern could not
    /// be met at the furthest point any attempt came to (its index is `patterns.count` when bytes were left over).
    static func furthestMatch(of patterns: [BytePattern], in bytes: [UInt8]) -> (pattern: Int, offset: Int)? {
        let parts = patterns.indices.flatMap { index in patterns[index].parts.map { (index, $0) } }
        var furthest = (pattern: 0, offset: -1)
        /// The last gap met, and how many bytes it has taken: the only place worth returning to.
        var gap: (part: Int, end: Int)?
        var part = 0
        var offset = 0
        while true {
            if part == parts.count, offset == bytes.count { return nil }
            var matched = false
            if part < parts.count {
                switch parts[part].1 {
                case .anything:
                    gap = (part, offset)
                    matched = true
                case .literal(let literal):
                    matched = bytes[offset...].starts(with: literal)
                    if matched { offset += literal.count }
                }
            }
            if matched {
                part += 1
                continue
            }
            if offset > furthest.offset {
                let common =
                    if part < parts.count, case .literal(let literal) = parts[part].1 {
                        zip(literal, bytes[offset...]).prefix { $0 == $1 }.count
                    } else { 0 }
                furthest = (part < parts.count ? parts[part].0 : patterns.count, offset + common)
            }
            guard let last = gap, last.end < bytes.count else { return furthest }
            gap = (last.part, last.end + 1)
            part = last.part + 1
            offset = last.end + 1
        }
    }
}
