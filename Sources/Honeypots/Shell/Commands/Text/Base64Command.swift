struct Base64Command: ShellCommand {
    static let names: [ByteString] = ["base64"]
    static let usage: ByteString = "base64 [-d] [-w COL] [FILE]"

    static func run(_ words: [ByteString], in shell: inout Shell) -> CommandOutcome {
        guard let options = options(words, "dDiw:", long: ["decode": UInt8(ascii: "d")], in: &shell) else {
            return .failure
        }
        switch shell.inputs(Array(options.operands.prefix(1)), of: words[0], opening: false) {
        case .outcome(let outcome): return outcome
        case .files(let files, let status):
            guard let input = files.first?.bytes else { return .exit(status) }
            guard shell.charge(input.count * 2) else { return .failure }
            if options.has("d") || options.has("D") {
                guard let decoded = Base64.decode(input) else {
                    return shell.fail(words[0], "truncated input")
                }
                shell.print(decoded)
            } else {
                let width = options.argument("w")?.decimal ?? 76
                var rest = Base64.encode(input)[...]
                while !rest.isEmpty {
                    let line = width > 0 ? rest.prefix(width) : rest
                    rest = rest.dropFirst(line.count)
                    guard shell.print(ByteString(line) + (width > 0 ? "\n" : "")) else { return .failure }
                }
            }
            return .exit(status)
        }
    }
}

/// RFC 4648 §4.
enum Base64 {
    private static let alphabet = Array("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/".utf8)

    /// The value of each byte, 64 for those that have none.
    private static let values: [UInt8] = {
        var values = [UInt8](repeating: 64, count: 256)
        for (value, byte) in alphabet.enumerated() { values[Int(byte)] = UInt8(value) }
        return values
    }()

    static func encode(_ bytes: [UInt8]) -> [UInt8] {
        var text: [UInt8] = []
        text.reserveCapacity(bytes.count / 3 * 4 + 4)
        for start in stride(from: 0, to: bytes.count, by: 3) {
            let group = bytes[start..<min(start + 3, bytes.count)]
            let word = group.reduce(0 as UInt32) { $0 << 8 | UInt32($1) } << UInt32((3 - group.count) * 8)
            for index in 0..<4 {
                text.append(
                    index <= group.count ? alphabet[Int(word >> UInt32(18 - index * 6) & 63)] : UInt8(ascii: "="))
            }
        }
        return text
    }

    /// White space is skipped, as is everything behind the padding; nil when a group is incomplete or a byte is none of
    /// the alphabet's.
    static func decode(_ text: [UInt8]) -> [UInt8]? {
        var bytes: [UInt8] = []
        var word: UInt32 = 0
        var count = 0
        for byte in text where !byte.isSpace {
            if byte == UInt8(ascii: "=") { break }
            let value = values[Int(byte)]
            guard value < 64 else { return nil }
            word = word << 6 | UInt32(value)
            count += 1
            if count == 4 {
                bytes += [
                    UInt8(truncatingIfNeeded: word >> 16), UInt8(truncatingIfNeeded: word >> 8),
                    UInt8(truncatingIfNeeded: word),
                ]
                (word, count) = (0, 0)
            }
        }
        switch count {
        case 0: return bytes
        case 2: return bytes + [UInt8(truncatingIfNeeded: word >> 4)]
        case 3: return bytes + [UInt8(truncatingIfNeeded: word >> 10), UInt8(truncatingIfNeeded: word >> 2)]
        default: return nil
        }
    }
}
