/// `@( … )` and its kin, which bash has with `extglob`.
extension GlobPattern {
    struct Choice: Hashable, Sendable {
        enum Kind: UInt8, Sendable {
            /// `@`, one of them.
            case one = 0x40
            /// `?`, one of them or nothing.
            case optional = 0x3f
            /// `*`, any number of them.
            case any = 0x2a
            /// `+`, one or more of them.
            case some = 0x2b
            /// `!`, what none of them fits.
            case none = 0x21
        }

        var kind: Kind
        var patterns: [GlobPattern]
    }

    /// Choices inside each other; what lies deeper is literal.
    static let deepestChoices = 20

    /// Bytes of a text with choices in it; a longer one has none.
    static let longestChoices = 1024

    /// Where those parentheses open that are closed: looked for once, because each that is not would be looked through the
    /// rest of the text for.
    static func closedParentheses(_ text: [UInt8]) -> Set<Int> {
        guard text.count <= longestChoices else { return [] }
        var closed: Set<Int> = []
        var open: [Int] = []
        var rest = text[...]
        while let byte = rest.popFirst() {
            switch byte {
            case UInt8(ascii: "("): open.append(rest.startIndex - 1)
            case UInt8(ascii: ")"): if let start = open.popLast() { closed.insert(start) }
            case UInt8(ascii: "\\"): _ = rest.popFirst()
            case UInt8(ascii: "["): _ = takeSet(&rest)
            default: break
            }
        }
        return closed
    }

    /// Takes what follows `(` up to its `)`; nil, and nothing is taken, when there is none.
    static func takeChoices(_ rest: inout ArraySlice<UInt8>, depth: Int) -> [GlobPattern]? {
        guard depth < deepestChoices else { return nil }
        var texts: [[UInt8]] = [[]]
        var probe = rest.dropFirst()
        var open = 1
        while let byte = probe.popFirst() {
            switch byte {
            case UInt8(ascii: "("): open += 1
            case UInt8(ascii: ")"):
                open -= 1
                if open == 0 {
                    rest = probe
                    return texts.map { text in
                        var pattern = GlobPattern()
                        pattern.append(pattern: text, extended: true, depth: depth + 1)
                        return pattern
                    }
                }
            case UInt8(ascii: "|") where open == 1:
                texts.append([])
                continue
            case UInt8(ascii: "\\"):
                texts[texts.count - 1].append(byte)
                guard let next = probe.popFirst() else { return nil }
                texts[texts.count - 1].append(next)
                continue
            case UInt8(ascii: "["):
                // A parenthesis in brackets is one like any other byte.
                var set = probe
                if takeSet(&set) != nil {
                    texts[texts.count - 1].append(byte)
                    texts[texts.count - 1] += probe[..<set.startIndex]
                    probe = set
                    continue
                }
            default: break
            }
            texts[texts.count - 1].append(byte)
        }
        return nil
    }
}

/// Fits patterns with choices to a text, from all places at once: no way through the pattern is gone twice, and what it
/// costs is counted.
struct ChoiceMatcher {
    private let text: [UInt8]
    /// What is left of the work it may cost; less than nothing: it was not enough, and what it said means nothing.
    private(set) var work: Int

    init(_ text: some Collection<UInt8>, work: Int) {
        self.text = Array(text)
        self.work = work
    }

    var isSpent: Bool { work < 0 }

    /// Where texts end that begin at `start` and fit.
    mutating func ends(of pattern: GlobPattern, from start: Int) -> Set<Int> { ends(of: pattern, from: [start]) }

    private mutating func ends(of pattern: GlobPattern, from starts: Set<Int>) -> Set<Int> {
        var places = starts
        for element in pattern.elements {
            work -= 16 * (places.count + 1)
            guard !isSpent, !places.isEmpty else { return [] }
            switch element {
            case .run:
                let first = places.min() ?? text.count
                work -= 16 * (text.count - first)
                places = Set(first...text.count)
            case .choice(let choice): places = ends(of: choice, from: places)
            case .literal, .any, .set:
                let fitting = places.filter { $0 < text.count && GlobPattern.accepts(element, text[$0]) }
                places = Set(fitting.map { $0 + 1 })
            }
        }
        return places
    }

    private mutating func ends(of choice: GlobPattern.Choice, from starts: Set<Int>) -> Set<Int> {
        switch choice.kind {
        case .one: return anyEnds(of: choice, from: starts)
        case .optional: return anyEnds(of: choice, from: starts).union(starts)
        case .any, .some:
            var reached: Set<Int> = []
            var latest = starts
            while !latest.isEmpty, !isSpent {
                latest = anyEnds(of: choice, from: latest).subtracting(reached)
                reached.formUnion(latest)
            }
            return choice.kind == .any ? reached.union(starts) : reached
        case .none:
            var reached: Set<Int> = []
            for start in starts where !isSpent {
                let fitting = anyEnds(of: choice, from: [start])
                work -= 16 * (text.count - start + 1)
                for end in start...text.count where !fitting.contains(end) { reached.insert(end) }
            }
            return reached
        }
    }

    private mutating func anyEnds(of choice: GlobPattern.Choice, from starts: Set<Int>) -> Set<Int> {
        var reached: Set<Int> = []
        for pattern in choice.patterns where !isSpent { reached.formUnion(ends(of: pattern, from: starts)) }
        return reached
    }
}
