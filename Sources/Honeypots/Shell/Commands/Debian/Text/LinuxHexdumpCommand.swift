/// `hexdump` and `hd` of util-linux, in their ready-made forms.
struct LinuxHexdumpCommand: ShellCommand {
    static let names: [ByteString] = ["hexdump", "hd"]

    /// What stands before a unit, how wide it is, its bytes and its radix; 0: as a character.
    private struct Form {
        var lead: Int
        var width: Int
        var size: Int
        var radix: Int
    }

    private static let forms: [Unicode.Scalar: Form] = [
        "b": Form(lead: 1, width: 3, size: 1, radix: 8), "c": Form(lead: 1, width: 3, size: 1, radix: 0),
        "d": Form(lead: 3, width: 5, size: 2, radix: 10), "o": Form(lead: 2, width: 6, size: 2, radix: 8),
        "x": Form(lead: 4, width: 4, size: 2, radix: 16),
    ]
    private static let usual = Form(lead: 1, width: 4, size: 2, radix: 16)

    static func run(_ words: [ByteString], in shell: inout Shell) -> CommandOutcome {
        let program = words[0]
        let manners = GNUOptions.Manners(version: "from util-linux 2.36.1")
        let long: [GNUOptions.Long] = [
            .init("canonical", "C"), .init("length", "n", .required), .init("skip", "s", .required),
            .init("no-squeezing", "v"),
        ]
        guard case .options(let options) = GNUOptions.read(words, "bcCde:f:L::n:os:vxV", long, manners, in: &shell)
        else { return .exit(shell.usageStatus) }
        var input = DumpedInput(
            skip: max(0, options.argument("s")?.decimal ?? 0),
            most: options.argument("n")?.decimal.map { max(0, $0) })
        let outcome = input.read(options.operands, in: &shell) { "\(program): \($0): \($1.message)" }
        if let outcome { return outcome }
        guard input.hasRead else { return shell.fail(program, "all input file arguments failed") }
        let isCanonical = program == "hd" || options.has("C")
        let form = options.last("b", "c", "d", "o", "x").flatMap { forms[$0] } ?? usual
        let digits = isCanonical ? 8 : 7
        if let outcome = input.print(
            rowsOf: 16, all: options.has("v"), workPerByte: 5, in: &shell,
            line: { start, row in
                number(start, digits, 16) + (isCanonical ? canonical(row) : plain(row, form)) + "\n"
            })
        {
            return outcome
        }
        if !input.isEmpty { shell.print(number(input.end, digits, 16) + "\n") }
        return .exit(input.status)
    }

    private static func number(_ value: Int, _ width: Int, _ radix: Int) -> ByteString {
        let digits = String(value, radix: radix)
        return ByteString(String(repeating: "0", count: max(0, width - digits.utf8.count)) + digits)
    }

    private static func canonical(_ row: ArraySlice<UInt8>) -> ByteString {
        var columns: ByteString = " "
        for (index, byte) in row.enumerated() {
            columns += (index == 8 ? "  " : " ") + ByteString(ByteString.hexadecimalDigits(of: byte))
        }
        let text = ByteString(row.map { (0x20...0x7e).contains($0) ? $0 : UInt8(ascii: ".") })
        return "\(columns.padded(to: 52))|\(text)|"
    }

    private static func plain(_ row: ArraySlice<UInt8>, _ form: Form) -> ByteString {
        var line = ByteString()
        for start in stride(from: row.startIndex, to: row.endIndex, by: form.size) {
            let part = row[start..<min(start + form.size, row.endIndex)]
            let value = part.reversed().reduce(0) { $0 << 8 | Int($1) }
            let text = form.radix == 0 ? character(part[start]) : number(value, form.width, form.radix)
            line += text.indented(to: form.lead + form.width)
        }
        return line.padded(to: 16 / form.size * (form.lead + form.width))
    }

    private static func character(_ byte: UInt8) -> ByteString {
        let escapes: [UInt8: ByteString] = [
            0: "\\0", 7: "\\a", 8: "\\b", 9: "\\t", 10: "\\n", 11: "\\v", 12: "\\f", 13: "\\r",
        ]
        if let escape = escapes[byte] { return escape }
        return (0x20...0x7e).contains(byte) ? ByteString([byte]) : number(Int(byte), 3, 8)
    }
}
