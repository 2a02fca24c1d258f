/// Puts the fields of a word together: unquoted results of expansions are split, and what may be a pattern is kept apart
/// from what is literal.
struct FieldBuilder: Sendable {
    struct Field: Sendable {
        /// Pieces of the text, each unquoted or protected.
        var pieces: [(text: ByteString, isQuoted: Bool)] = []

        var text: ByteString { pieces.reduce(into: ByteString()) { $0 += $1.text } }

        /// An unquoted byte in it means something to a pattern.
        var mayBePattern: Bool {
            pieces.contains { piece in
                !piece.isQuoted && piece.text.contains { $0 == 0x2a || $0 == 0x3f || $0 == 0x5b }
            }
        }

        var pattern: GlobPattern {
            var pattern = GlobPattern()
            for piece in pieces {
                if piece.isQuoted { pattern.append(literal: piece.text) } else { pattern.append(pattern: piece.text) }
            }
            return pattern
        }
    }

    private let separators: ByteString
    private var fields: [Field] = []
    private var current: Field?
    /// Bytes taken so far.
    private(set) var count = 0

    init(separators: ByteString) { self.separators = separators }

    mutating func append(_ text: ByteString, isQuoted: Bool) {
        guard isQuoted || !text.isEmpty else { return }
        count += text.count
        current = current ?? Field()
        current?.pieces.append((text, isQuoted))
    }

    mutating func endField() {
        fields.append(current ?? Field(pieces: [("", true)]))
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
        (fields + (current.map { [$0] } ?? [])).reduce(into: GlobPattern()) { pattern, field in
            for piece in field.pieces {
                if piece.isQuoted { pattern.append(literal: piece.text) } else { pattern.append(pattern: piece.text) }
            }
        }
    }
}
