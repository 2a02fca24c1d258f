/// A text pattern: literal bytes, `?` for any one byte, `*` for any number of them. The three operators of rules are all
/// this: `exact` is anchored at both ends, `contains` at neither, `wildcard` where it has no `*`.
struct Glob: Hashable, Sendable {
    /// What must stand one after the other, with anything between: the parts around the `*`.
    let segments: [Segment]
    /// Whether the first segment must begin the text.
    let isAnchoredAtStart: Bool
    /// Whether the last segment must end the text.
    let isAnchoredAtEnd: Bool

    struct Segment: Hashable, Sendable {
        /// `nil` stands for any one byte.
        let bytes: [UInt8?]

        /// The longest run of literal bytes: what is searched for. Never empty in a glob that was made by this type.
        var key: Range<Int> {
            var best = 0..<0
            var start = 0
            for index in 0...bytes.count where index == bytes.count || bytes[index] == nil {
                if index - start > best.count { best = start..<index }
                start = index + 1
            }
            return best
        }
    }

    /// The text itself, whole.
    init(exactly text: String) {
        segments = text.isEmpty ? [] : [Segment(bytes: Array(text.utf8))]
        isAnchoredAtStart = true
        isAnchoredAtEnd = true
    }

    /// Any text that contains this one; `nil` for an empty one.
    init?(containing text: String) {
        guard !text.isEmpty else { return nil }
        segments = [Segment(bytes: Array(text.utf8))]
        isAnchoredAtStart = false
        isAnchoredAtEnd = false
    }

    /// A pattern with `*` and `?`; a backslash before one of them or before itself makes it literal.
    ///
    /// `nil` when some part between two `*` has no literal byte: there would be nothing to search for.
    init?(wildcard pattern: String) {
        var parts: [[UInt8?]] = [[]]
        var isEscaped = false
        for byte in pattern.utf8 {
            if isEscaped || (byte != UInt8(ascii: "*") && byte != UInt8(ascii: "?") && byte != UInt8(ascii: "\\")) {
                parts[parts.count - 1].append(byte)
                isEscaped = false
            } else if byte == UInt8(ascii: "*") {
                parts.append([])
            } else if byte == UInt8(ascii: "?") {
                parts[parts.count - 1].append(nil)
            } else {
                isEscaped = true
            }
        }
        guard !isEscaped else { return nil }
        isAnchoredAtStart = parts.first.map { !$0.isEmpty } ?? false
        isAnchoredAtEnd = parts.last.map { !$0.isEmpty } ?? false
        segments = parts.filter { !$0.isEmpty }.map(Segment.init)
        guard !segments.isEmpty, segments.allSatisfy({ !$0.key.isEmpty }) else { return nil }
    }
}
