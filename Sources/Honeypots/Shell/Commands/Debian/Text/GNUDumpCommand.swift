/// `od` of coreutils.
struct GNUDumpCommand: ShellCommand {
    static let names: [ByteString] = ["od"]

    private static let long: [GNUOptions.Long] = [
        .init("address-radix", "A", .required), .init("skip-bytes", "j", .required),
        .init("read-bytes", "N", .required), .init("format", "t", .required), .init("output-duplicates", "v"),
        .init("width", "w", .optional), .init("strings", "S", .optional), .init("endian", "e", .required),
    ]

    /// How bytes are shown together.
    private struct Form {
        enum Kind: Hashable { case octal, unsigned, signed, hexadecimal, character, named }
        var kind: Kind
        var size: Int
        var showsText = false

        /// Columns of one number.
        var width: Int {
            switch kind {
            case .character, .named: 3
            case .octal: [1: 3, 2: 6, 4: 11, 8: 22][size] ?? 6
            case .hexadecimal: size * 2
            case .unsigned: [1: 3, 2: 5, 4: 10, 8: 20][size] ?? 5
            case .signed: [1: 4, 2: 6, 4: 11, 8: 20][size] ?? 6
            }
        }
    }

    static func run(_ words: [ByteString], in shell: inout Shell) -> CommandOutcome {
        guard
            case .options(let options) = GNUOptions.read(
                words, "A:bcdefhij:lN:oS::st:vw::xDFHILOXaB", long, in: &shell)
        else { return .exit(shell.usageStatus) }
        let old: [Unicode.Scalar: ByteString] = [
            "a": "a", "b": "o1", "c": "c", "d": "u2", "D": "u4", "H": "x4", "h": "x2", "i": "d4", "I": "d8", "L": "d8",
            "l": "d8", "O": "o4", "o": "o2", "B": "o2", "s": "d2", "X": "x4", "x": "x2",
        ]
        var forms: [Form] = []
        for (letter, argument) in options.given {
            guard let text = letter == "t" ? argument : old[letter] else { continue }
            switch Self.forms(text) {
            case .success(let more): forms += more
            case .failure(let fault): return shell.fail("od", fault.message)
            }
        }
        if forms.isEmpty { forms = [Form(kind: .octal, size: 2)] }
        let radix = options.argument("A") ?? "o"
        guard ["o", "d", "x", "n"].contains(radix) else {
            return shell.fail(
                "od", "invalid output address radix '\(radix)'; it must be one character from [doxn]")
        }
        let width = max(1, min(4096, options.has("w") ? options.argument("w")?.decimal ?? 32 : 16))
        var input = DumpedInput(
            skip: options.argument("j").flatMap(Self.count) ?? 0, most: options.argument("N").flatMap(Self.count))
        let outcome = input.read(options.operands, in: &shell) { operand, error in
            "od: \(operand.quotedWhereNeeded): \(error == .isDirectory ? "read error: Is a directory" : error.message)"
        }
        if let outcome { return outcome }
        if input.status == 1, input.bytes.isEmpty { return .exit(1) }
        guard input.skip <= input.bytes.count else { return shell.fail("od", "cannot skip past end of combined input") }
        let work = 4 * forms.count
        if let outcome = input.print(
            rowsOf: width, all: options.has("v"), workPerByte: work, in: &shell,
            line: {
                lines($1, forms, width, address($0, radix))
            })
        {
            return outcome
        }
        let end = address(input.end, radix)
        if !end.isEmpty { shell.print(end + "\n") }
        return .exit(input.status)
    }

    private struct Fault: Error { var message: ByteString }

    private static func forms(_ text: ByteString) -> Result<[Form], Fault> {
        var forms: [Form] = []
        var rest = text[...]
        while let letter = rest.popFirst() {
            let kinds: [Unicode.Scalar: Form.Kind] = [
                "o": .octal, "u": .unsigned, "d": .signed, "x": .hexadecimal, "c": .character, "a": .named,
                "f": .hexadecimal,
            ]
            guard let kind = kinds[Unicode.Scalar(letter)] else {
                return .failure(Fault(message: "invalid character '\(ByteString([letter]))' in type string '\(text)'"))
            }
            var form = Form(kind: kind, size: kind == .character || kind == .named ? 1 : 4)
            let sizes: [UInt8: Int] = [
                UInt8(ascii: "C"): 1, UInt8(ascii: "S"): 2, UInt8(ascii: "I"): 4, UInt8(ascii: "L"): 8,
            ]
            if form.size != 1, let next = rest.first, let size = sizes[next] {
                form.size = size
                rest.removeFirst()
            } else if form.size != 1 {
                let digits = rest.prefix { $0.isDigit }
                rest = rest.dropFirst(digits.count)
                if let size = digits.decimal {
                    guard [1, 2, 4, 8].contains(size) else {
                        return .failure(
                            Fault(
                                message:
                                    "invalid type string '\(text)';\nthis system doesn't provide a \(size)-byte integral type"
                            ))
                    }
                    form.size = size
                }
            }
            if rest.first == UInt8(ascii: "z") {
                form.showsText = true
                rest.removeFirst()
            }
            forms.append(form)
        }
        return .success(forms)
    }

    private static func count(_ text: ByteString) -> Int? {
        let isHexadecimal = text.hasPrefix("0x")
        let digits = isHexadecimal ? text.dropFirst(2) : text.prefix { $0.isDigit }
        guard let number = isHexadecimal ? Int(String(decoding: digits, as: UTF8.self), radix: 16) : digits.decimal
        else { return nil }
        let units: [ByteString: Int] = ["b": 512, "K": 1024, "k": 1024, "M": 1_048_576]
        let unit = isHexadecimal ? 1 : units[ByteString(text.dropFirst(digits.count))] ?? 1
        let (product, overflow) = number.multipliedReportingOverflow(by: unit)
        return overflow || product < 0 ? nil : min(product, 1 << 40)
    }

    private static func address(_ value: Int, _ radix: ByteString) -> ByteString {
        switch radix {
        case "n": ""
        case "x": zeroed(String(value, radix: 16), 6)
        case "d": zeroed(String(value), 7)
        default: zeroed(String(value, radix: 8), 7)
        }
    }

    private static func zeroed(_ digits: String, _ width: Int) -> ByteString {
        ByteString(String(repeating: "0", count: max(0, width - digits.utf8.count)) + digits)
    }

    private static func lines(
        _ row: ArraySlice<UInt8>, _ forms: [Form], _ width: Int, _ address: ByteString
    ) -> ByteString {
        // What shows the same bytes stands in the same columns.
        let perByte = forms.map { Double($0.width + 1) / Double($0.size) }.max() ?? 4
        var text = ByteString()
        for (index, form) in forms.enumerated() {
            text += index == 0 ? address : ByteString([UInt8](repeating: 0x20, count: address.count))
            let cell = Int(perByte * Double(form.size))
            var columns = ByteString()
            for start in stride(from: row.startIndex, to: row.endIndex, by: form.size) {
                let part = row[start..<min(start + form.size, row.endIndex)]
                columns += Self.text(part, form).indented(to: cell)
            }
            if form.showsText {
                let shown = ByteString(row.map { (0x20...0x7e).contains($0) ? $0 : UInt8(ascii: ".") })
                columns = columns.padded(to: width / form.size * cell) + "  >\(shown)<"
            }
            text += columns + "\n"
        }
        return text
    }

    private static func text(_ part: ArraySlice<UInt8>, _ form: Form) -> ByteString {
        let value = part.reversed().reduce(0 as UInt64) { $0 << 8 | UInt64($1) }
        switch form.kind {
        case .octal: return zeroed(String(value, radix: 8), form.width)
        case .hexadecimal: return zeroed(String(value, radix: 16), form.width)
        case .unsigned: return ByteString("\(value)").indented(to: form.width)
        case .signed:
            let shift = UInt64(64 - form.size * 8)
            return ByteString("\(Int64(bitPattern: value << shift) >> Int64(shift))").indented(to: form.width)
        case .character: return character(UInt8(truncatingIfNeeded: value))
        case .named: return name(UInt8(truncatingIfNeeded: value) & 0x7f)
        }
    }

    private static func character(_ byte: UInt8) -> ByteString {
        let escapes: [UInt8: ByteString] = [
            0: "\\0", 7: "\\a", 8: "\\b", 9: "\\t", 10: "\\n", 11: "\\v", 12: "\\f", 13: "\\r",
        ]
        if let escape = escapes[byte] { return escape.indented(to: 3) }
        return (0x20...0x7e).contains(byte)
            ? ByteString([byte]).indented(to: 3) : zeroed(String(byte, radix: 8), 3)
    }

    private static func name(_ byte: UInt8) -> ByteString {
        let names: [ByteString] = [
            "nul", "soh", "stx", "etx", "eot", "enq", "ack", "bel", "bs", "ht", "nl", "vt", "ff", "cr", "so", "si",
            "dle", "dc1", "dc2", "dc3", "dc4", "nak", "syn", "etb", "can", "em", "sub", "esc", "fs", "gs", "rs", "us",
            "sp",
        ]
        if byte == 127 { return "del" }
        return (byte < 33 ? names[Int(byte)] : ByteString([byte])).indented(to: 3)
    }
}
