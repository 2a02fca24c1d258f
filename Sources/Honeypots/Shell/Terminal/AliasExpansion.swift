/// Aliases of a line that was typed: the first word of each command is exchanged before the line is read (bash(1),
/// "ALIASES").
enum AliasExpansion {
    /// Bytes a line may become.
    private static let mostBytes = 16_384

    /// Behind these words another command begins.
    private static let openers: Set<ByteString> = [
        "!", "{", "do", "elif", "else", "if", "then", "time", "until", "while",
    ]

    static func expand(_ text: [UInt8], _ aliases: [ByteString: ByteString]) -> [UInt8] {
        guard !aliases.isEmpty else { return text }
        return expand(text, aliases, [])
    }

    private static func expand(
        _ text: [UInt8], _ aliases: [ByteString: ByteString], _ used: Set<ByteString>
    ) -> [UInt8] {
        var output: [UInt8] = []
        var rest = text[...]
        var begins = true
        var quote: UInt8?
        while let byte = rest.first, output.count < mostBytes {
            if let mark = quote {
                output.append(byte)
                rest.removeFirst()
                if byte == UInt8(ascii: "\\"), mark == UInt8(ascii: "\""), let next = rest.popFirst() {
                    output.append(next)
                } else if byte == mark {
                    quote = nil
                }
                continue
            }
            if byte.isSpace || ";|&(".utf8.contains(byte) {
                if byte == 0x0a || !byte.isSpace { begins = true }
                output.append(byte)
                rest.removeFirst()
                continue
            }
            // A document stands behind this, or a comment: what follows is no command.
            if rest.starts(with: "<<".utf8) || byte == UInt8(ascii: "#") && (output.last?.isSpace ?? true) {
                return output + rest
            }
            let word = ByteString(rest.prefix { $0.isName || "-.+:/%,@".utf8.contains($0) })
            let after = rest.dropFirst(word.count).first
            let isWhole = after.map { $0.isSpace || ";|&()<>".utf8.contains($0) } ?? true
            if begins, isWhole, !word.isEmpty {
                rest = rest.dropFirst(word.count)
                if let value = aliases[word], !used.contains(word), used.count < 20 {
                    output += expand(value.bytes, aliases, used.union([word]))
                    begins = value.last?.isBlank == true
                } else {
                    output += word
                    begins = openers.contains(word)
                }
                continue
            }
            if after == UInt8(ascii: "="), begins, !word.isEmpty {
                // An assignment before the command.
                let value = rest.prefix { !$0.isSpace && !";|&\"'`$".utf8.contains($0) }
                output += value
                rest = rest.dropFirst(value.count)
                if rest.first?.isBlank != true { begins = false }
                continue
            }
            begins = false
            if byte == UInt8(ascii: "'") || byte == UInt8(ascii: "\"") { quote = byte }
            output.append(byte)
            rest.removeFirst()
            if byte == UInt8(ascii: "\\"), let next = rest.popFirst() { output.append(next) }
        }
        return output + rest
    }
}
