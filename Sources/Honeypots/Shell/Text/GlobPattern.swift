/// A shell pattern (POSIX.1-2017, XCU 2.13): `*`, `?`, `[…]`, and literal bytes that quoting has protected.
///
/// Matching never backtracks further than to the last `*`, so that its cost is at most length of pattern times length of
/// text, however many stars there are.
struct GlobPattern: Hashable, Sendable {
    enum Element: Hashable, Sendable {
        case literal(UInt8)
        case any
        case run
        case set([ClosedRange<UInt8>], isNegated: Bool)
        case choice(Choice)
    }

    private(set) var elements: [Element] = []
    /// Whether it takes a ``ChoiceMatcher``.
    private(set) var hasChoices = false

    /// A bracket expression longer than this is taken as literal text.
    private static let longestSet = 256

    init(elements: [Element] = []) {
        self.elements = elements
        hasChoices = elements.contains { element in
            if case .choice = element { true } else { false }
        }
    }

    /// An unquoted text in which `\` protects the next byte.
    init(_ text: some Collection<UInt8>) {
        append(pattern: text)
    }

    /// Whether anything in it is more than literal.
    var isLiteral: Bool {
        elements.allSatisfy { element in
            if case .literal = element { true } else { false }
        }
    }

    /// The bytes of a pattern that is only literal, or of any pattern as far as it is.
    var literalBytes: ByteString {
        ByteString(
            elements.compactMap { element in
                if case .literal(let byte) = element { byte } else { nil }
            })
    }

    mutating func append(literal bytes: some Sequence<UInt8>) {
        for byte in bytes { elements.append(.literal(byte)) }
    }

    /// `extended`: with choices, of which `depth` lie around it.
    mutating func append(pattern text: some Collection<UInt8>, extended: Bool = false, depth: Int = 0) {
        let text = Array(text)
        let closed = extended ? Self.closedParentheses(text) : []
        var rest = text[...]
        var bracket = text.startIndex
        while let byte = rest.popFirst() {
            if closed.contains(rest.startIndex), let kind = Choice.Kind(rawValue: byte),
                let patterns = Self.takeChoices(&rest, depth: depth)
            {
                elements.append(.choice(Choice(kind: kind, patterns: patterns)))
                hasChoices = true
                continue
            }
            switch byte {
            case UInt8(ascii: "*"):
                if elements.last != .run { elements.append(.run) }
            case UInt8(ascii: "?"): elements.append(.any)
            case UInt8(ascii: "["):
                // Looked for once for all of those that nothing closes.
                bracket = max(bracket, rest.startIndex)
                while bracket < text.count, text[bracket] != UInt8(ascii: "]") { bracket += 1 }
                if bracket < text.count, bracket - rest.startIndex < Self.longestSet, let set = Self.takeSet(&rest) {
                    elements.append(set)
                } else {
                    elements.append(.literal(byte))
                }
            case UInt8(ascii: "\\"): elements.append(.literal(rest.popFirst() ?? byte))
            default: elements.append(.literal(byte))
            }
        }
    }

    /// Takes what follows `[` up to its `]`; nil, and nothing is taken, when there is none.
    static func takeSet(_ rest: inout ArraySlice<UInt8>) -> Element? {
        var probe = rest.prefix(longestSet)
        var isNegated = false
        if probe.first == UInt8(ascii: "!") || probe.first == UInt8(ascii: "^") {
            isNegated = true
            probe.removeFirst()
        }
        var ranges: [ClosedRange<UInt8>] = []
        var isFirst = true
        while let byte = probe.popFirst() {
            if byte == UInt8(ascii: "]"), !isFirst {
                rest = rest[probe.startIndex...]
                return .set(ranges, isNegated: isNegated)
            }
            isFirst = false
            if byte == UInt8(ascii: "["), probe.first == UInt8(ascii: ":"), let ranged = takeClass(&probe) {
                ranges += ranged
                continue
            }
            if probe.first == UInt8(ascii: "-"), let end = probe.dropFirst().first, end != UInt8(ascii: "]") {
                probe = probe.dropFirst(2)
                if byte <= end { ranges.append(byte...end) }
            } else {
                ranges.append(byte...byte)
            }
        }
        return nil
    }

    /// Takes `:name:]` of a class; nil when there is no such class.
    private static func takeClass(_ probe: inout ArraySlice<UInt8>) -> [ClosedRange<UInt8>]? {
        for (name, ranges) in CharacterClass.all where probe.dropFirst().starts(with: name) {
            let after = probe.dropFirst(1 + name.count)
            guard after.starts(with: [UInt8(ascii: ":"), UInt8(ascii: "]")]) else { continue }
            probe = after.dropFirst(2)
            return ranges
        }
        return nil
    }

    func matches(_ text: some RandomAccessCollection<UInt8>) -> Bool {
        let text = Array(text)
        var element = 0
        var offset = 0
        /// Where the last run stands, and how much it takes at present.
        var run: (element: Int, offset: Int)?
        while true {
            if element < elements.count, case .run = elements[element] {
                run = (element, offset)
                element += 1
                continue
            }
            if offset == text.count, element == elements.count { return true }
            if offset < text.count, element < elements.count, Self.accepts(elements[element], text[offset]) {
                element += 1
                offset += 1
                continue
            }
            guard let last = run, last.offset < text.count else { return false }
            run = (last.element, last.offset + 1)
            element = last.element + 1
            offset = last.offset + 1
        }
    }

    static func accepts(_ element: Element, _ byte: UInt8) -> Bool {
        switch element {
        case .literal(let literal): literal == byte
        case .any: true
        case .run, .choice: false
        case .set(let ranges, let isNegated): ranges.contains { $0.contains(byte) } != isNegated
        }
    }
}
