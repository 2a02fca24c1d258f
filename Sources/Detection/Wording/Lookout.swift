import ThreatModel

/// What a primitive looks at and for, as its rule says it.
package struct Lookout: Equatable, Sendable {
    /// `request.path`, or the kind of an event alone: any of these.
    package let places: [String]
    package let asks: [Ask]

    /// Any of these is enough.
    package enum Ask: Equatable, Sendable {
        /// That there is such an event.
        case occurs
        /// That the text is one of these, holds one of them, or fits one of them, in which `*` stands for any text and `?` for
        /// any byte.
        case exact([String])
        case contains([String])
        case wildcard([String])
        case number(ClosedRange<UInt64>)
    }

    /// How many texts it asks for.
    package var patternCount: Int {
        asks.reduce(0) { sum, ask in
            switch ask {
            case .exact(let texts), .contains(let texts), .wildcard(let texts): sum + texts.count
            case .occurs, .number: sum
            }
        }
    }

    /// Whether letters of both cases count as the same.
    package let ignoresCase: Bool
    /// Whether only the text as it was sent counts, or only with its disguises undone.
    package let isRawOnly: Bool
    package let isNormalisedOnly: Bool

    init(_ targets: [EventTarget], _ test: PrimitiveTest) {
        places = targets.map { target in target.field.map { "\(target.kind).\($0)" } ?? target.kind.name }
        switch test {
        case .occurs: (asks, ignoresCase, isRawOnly, isNormalisedOnly) = ([.occurs], false, false, false)
        case .number(let range):
            (asks, ignoresCase, isRawOnly, isNormalisedOnly) = ([.number(range)], false, false, false)
        case .text(let globs, let isCaseSensitive, let form):
            let hasNormalForm = targets.contains { target in
                AttackProtocol.allCases.contains { target.normalForm(on: $0) != nil }
            }
            asks = Self.asks(globs)
            ignoresCase = !isCaseSensitive
            isRawOnly = form == .raw && hasNormalForm
            isNormalisedOnly = form == .normalised
        }
    }

    /// Patterns by how they are anchored: what a file calls a wildcard may be plain text.
    private static func asks(_ globs: [Glob]) -> [Ask] {
        let exact = globs.filter(\.isWhole)
        let contained = globs.filter(\.isContained)
        let rest = globs.filter { !$0.isWhole && !$0.isContained }
        var asks: [Ask] = []
        if !exact.isEmpty { asks.append(.exact(exact.map(\.plainText))) }
        if !contained.isEmpty { asks.append(.contains(contained.map(\.plainText))) }
        if !rest.isEmpty { asks.append(.wildcard(rest.map(\.wildcardText))) }
        return asks
    }
}

extension Glob {
    private var hasOnlyLetters: Bool { segments.count <= 1 && segments.allSatisfy { !$0.bytes.contains(nil) } }

    fileprivate var isWhole: Bool { hasOnlyLetters && isAnchoredAtStart && isAnchoredAtEnd }
    fileprivate var isContained: Bool {
        hasOnlyLetters && !segments.isEmpty && !isAnchoredAtStart && !isAnchoredAtEnd
    }

    fileprivate var plainText: String {
        String(decoding: segments.flatMap { $0.bytes.compactMap { $0 } }, as: UTF8.self)
    }

    /// As ``init(wildcard:)`` takes it.
    fileprivate var wildcardText: String {
        let parts = segments.map { segment in
            segment.bytes.flatMap { byte -> [UInt8] in
                guard let byte else { return [UInt8(ascii: "?")] }
                return UnicodeScalar(byte) == "*" || UnicodeScalar(byte) == "?" || UnicodeScalar(byte) == "\\"
                    ? [UInt8(ascii: "\\"), byte] : [byte]
            }
        }
        let middle = parts.map { String(decoding: $0, as: UTF8.self) }.joined(separator: "*")
        return (isAnchoredAtStart ? "" : "*") + middle + (isAnchoredAtEnd ? "" : "*")
    }
}
