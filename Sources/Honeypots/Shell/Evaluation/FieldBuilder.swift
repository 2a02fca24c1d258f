/// Puts the fields of a word together: unquoted results of expansions are split, and what may be a pattern is kept apart
/// from what is literal.
struct FieldBuilder: Sendable {
    struct Field: Sendable {
        /// Pieces of the text, each unquoted or protected.
        var pieces: [(text: ByteString, isQuoted: Bool)] = []
        /// Unquoted text may be a choice of patterns.
        var hasChoices: Bool

        var text: ByteString { pieces.reduce(into: ByteString()) { $0 += $1.text } }

        /// An unquoted byte in it means something to a pattern.
        var mayBePattern: Bool {
            pieces.contains { !$0.isQuoted && $0.text.contains { $0 == 0x2a || $0 == 0x3f || $0 == 0x5b } } || isChoice
        }

        private var isChoice: Bool { hasChoices && pieces.contains { !$0.isQuoted && $0.text.contains(0x28) } }

        var pattern: GlobPattern {
            var pattern = GlobPattern()
            append(to: &pattern)
            return pattern
        }

        func append(to pattern: inout GlobPattern) {
            guard isChoice else {
                for piece in pieces {
                    if piece.isQuoted {
                        pattern.append(literal: piece.text)
                    } else {
                        pattern.append(pattern: piece.text)
                    }
                }
                return
            }
            // A choice may reach over several pieces: what is literal is marked as such.
            var text = ByteString()
            for piece in pieces {
                for byte in piece.text {
                    if piece.isQuoted { text.append(UInt8(ascii: "\\")) }
                    text.append(byte)
                }
            }
            pattern.append(pattern: text, extended: true)
        }
    }

    private let separators: ByteString
    private let hasChoices: Bool
    private var fields: [Field] = []
    private var current: Field?
    /// Bytes taken so far.
    private(set) var count = 0

    /// `hasChoices`: patterns may be choices, as with `extglob`.
    init(separators: ByteString, hasChoices: Bool = false) {
        self.separators = separators
        self.hasChoices = hasChoices
    }

    mutating func append(_ text: ByteString, isQuoted: Bool) {
        guard isQuoted || !text.isEmpty else { return }
        count += text.count
        current = current ?? Field(hasChoices: hasChoices)
        current?.pieces.append((text, isQuoted))
    }

    mutating func endField() {
        fields.append(current ?? Field(pieces: [("", true)], hasChoices: hasChoices))
        current = nil
    }

    /// Appends the result of an expansion, split at the separators (POSIX.1-2017, XCU 2.6.5): blanks among them end a
    /// field once however many there are, each other one ends a field.
    mutating func appendSplitting(_ text: ByteString) {
        count += text.count
        var piece = ByteString()
        var rest = text[...]
        while let byte = rest.popFirst() {
            guard separators.contains(byte) else {
                piece.append(byte)
                continue
            }
            if !piece.isEmpty { append(piece, isQuoted: false) }
            piece = ByteString()
            if byte.isWordBreak {
                rest = rest.drop { $0.isWordBreak && separators.contains($0) }
                // Blanks around another separator belong to it.
                if let next = rest.first, separators.contains(next), current != nil { rest.removeFirst() }
                if current != nil { endField() }
            } else {
                endField()
            }
        }
        if !piece.isEmpty { append(piece, isQuoted: false) }
    }

    mutating func finish() -> [Field] {
        if let current { fields.append(current) }
        current = nil
        return fields
    }

    /// All of it as one text.
    var joined: ByteString { (fields + (current.map { [$0] } ?? [])).reduce(into: ByteString()) { $0 += $1.text } }

    /// All of it as one pattern.
    var pattern: GlobPattern {
        (fields + (current.map { [$0] } ?? [])).reduce(into: GlobPattern()) { $1.append(to: &$0) }
    }
}
