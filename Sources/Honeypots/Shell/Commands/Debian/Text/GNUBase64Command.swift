/// `base64` and `base32` of coreutils.
struct GNUBase64Command: ShellCommand {
    static let names: [ByteString] = ["base64", "base32"]

    private static let long: [GNUOptions.Long] = [
        .init("decode", "d"), .init("ignore-garbage", "i"), .init("wrap", "w", .required),
    ]

    static func run(_ words: [ByteString], in shell: inout Shell) -> CommandOutcome {
        let program = words[0]
        guard case .options(let options) = GNUOptions.read(words, "diw:", long, in: &shell) else {
            return .exit(shell.usageStatus)
        }
        let width = options.argument("w")
        if let width, width.decimal.map({ $0 < 0 }) ?? true {
            return shell.fail(program, "invalid wrap size: '\(width)'")
        }
        if options.operands.count > 1 { return shell.refuse(program, "extra operand '\(options.operands[1])'") }
        let operand = options.operands.first ?? "-"
        let bytes: [UInt8]
        do {
            switch try shell.read(operand: operand) {
            case .bytes(let all): bytes = all
            case .terminal: return .collectingInput
            case .endless: return .endless
            }
        } catch {
            return shell.fail(
                program,
                error == .isDirectory
                    ? "read error: Is a directory" : "\(operand.quotedWhereNeeded): \(error.message)")
        }
        guard shell.charge(bytes.count * 2) else { return .endless }
        let coding: RadixCoding = program == "base64" ? .base64 : .base32
        if options.has("d") {
            let (decoded, isWhole) = coding.decoded(bytes, ignoresGarbage: options.has("i"))
            guard shell.print(decoded) || decoded.isEmpty else { return .failure }
            return isWhole ? .success : shell.fail(program, "invalid input")
        }
        let text = coding.encoded(bytes, width: width?.decimal ?? 76)
        return shell.print(text) || text.isEmpty ? .success : .failure
    }
}

/// RFC 4648 §4 and §6, as coreutils reads and writes them.
struct RadixCoding: Sendable {
    static let base64 = Self(
        "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/", bits: 6, group: 4, bytes: 3)
    static let base32 = Self("ABCDEFGHIJKLMNOPQRSTUVWXYZ234567", bits: 5, group: 8, bytes: 5)

    private let alphabet: [UInt8]
    private let values: [UInt8: UInt8]
    /// Bits of a letter, letters of a group and bytes in one.
    private let bits: Int
    private let group: Int
    private let bytes: Int

    private init(_ alphabet: String, bits: Int, group: Int, bytes: Int) {
        self.alphabet = Array(alphabet.utf8)
        values = Dictionary(uniqueKeysWithValues: self.alphabet.enumerated().map { ($1, UInt8($0)) })
        (self.bits, self.group, self.bytes) = (bits, group, bytes)
    }

    /// In lines of that many letters; 0: in one without an end.
    func encoded(_ input: [UInt8], width: Int) -> [UInt8] {
        var text: [UInt8] = []
        var column = 0
        func put(_ letter: UInt8) {
            text.append(letter)
            column += 1
            if column == width {
                text.append(0x0a)
                column = 0
            }
        }
        for start in stride(from: 0, to: input.count, by: bytes) {
            let part = input[start..<min(start + bytes, input.count)]
            let word = part.reduce(0 as UInt64) { $0 << 8 | UInt64($1) } << UInt64((bytes - part.count) * 8)
            let used = (part.count * 8 + bits - 1) / bits
            for index in 0..<group {
                let shift = UInt64(bits * (group - 1 - index))
                put(index < used ? alphabet[Int(word >> shift) & (alphabet.count - 1)] : UInt8(ascii: "="))
            }
        }
        if column > 0, width > 0 { text.append(0x0a) }
        return text
    }

    /// What could be decoded, and whether that was all of it.
    func decoded(_ input: [UInt8], ignoresGarbage: Bool) -> (bytes: [UInt8], isWhole: Bool) {
        var output: [UInt8] = []
        var letters: [UInt8] = []
        var padding = 0
        func flush() {
            let word =
                letters.reduce(0 as UInt64) { $0 << UInt64(bits) | UInt64($1) }
                << UInt64(bits * (group - letters.count))
            for index in 0..<letters.count * bits / 8 {
                output.append(UInt8(truncatingIfNeeded: word >> UInt64((bytes - 1 - index) * 8)))
            }
        }
        for byte in input where byte != 0x0a {
            if byte == UInt8(ascii: "=") {
                padding += 1
            } else if let value = values[byte], padding == 0 {
                letters.append(value)
            } else if values[byte] == nil, ignoresGarbage {
                continue
            } else {
                flush()
                return (output, false)
            }
            guard letters.count + padding == group else { continue }
            // What no bytes can end in.
            guard letters.count * bits % 8 < bits, !letters.isEmpty else {
                flush()
                return (output, false)
            }
            flush()
            (letters, padding) = ([], 0)
        }
        flush()
        return (output, letters.isEmpty && padding == 0)
    }
}
