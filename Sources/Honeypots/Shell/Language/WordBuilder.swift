/// Collects the parts of a word, joining neighbours of the same kind.
struct WordBuilder: Sendable {
    private(set) var word = ShellWord()

    mutating func append(plain byte: UInt8) {
        if case .plain(var text) = word.parts.last {
            word.parts.removeLast()
            text.append(byte)
            word.parts.append(.plain(text))
        } else {
            word.parts.append(.plain(ByteString([byte])))
        }
    }

    mutating func append(quoted byte: UInt8) { append(quoted: CollectionOfOne(byte)) }

    /// Even nothing, when quoted, makes a word.
    mutating func append(quoted bytes: some Sequence<UInt8>) {
        if case .quoted(var text) = word.parts.last {
            word.parts.removeLast()
            text.append(contentsOf: bytes)
            word.parts.append(.quoted(text))
        } else {
            word.parts.append(.quoted(ByteString(bytes)))
        }
    }

    mutating func append(literal byte: UInt8, _ isQuoted: Bool) {
        if isQuoted { append(quoted: byte) } else { append(plain: byte) }
    }

    mutating func append(_ part: ShellWord.Part) {
        if case .quoted(let text) = part { append(quoted: text) } else { word.parts.append(part) }
    }
}
