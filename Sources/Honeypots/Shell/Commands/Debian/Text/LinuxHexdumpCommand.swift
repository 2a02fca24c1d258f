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
        let most = options.argument("n")?.decimal.map { max(0, $0) }
        let skip = max(0, options.argument("s")?.decimal ?? 0)
        var bytes: [UInt8] = []
        var (status, hasRead): (UInt8, Bool) = (0, false)
        for operand in options.operands.isEmpty ? ["-"] : options.operands {
            do {
                switch operand == "-" ? shell.readInput() : try shell.read(path: operand) {
                case .bytes(let all): bytes += all
                case .terminal: return .collectingInput
                case .endless:
                    // A device has no end, but its beginning is asked for.
                    guard let most, let id = try? shell.files.find(operand, from: shell.scope.directory) else {
                        return .endless
                    }
                    bytes += shell.contents(
                        of: id,
                        range:
                            0..<min(
                                min(skip, Shell.mostReadBytes) + min(most, Shell.mostReadBytes), Shell.mostReadBytes))
                }
                hasRead = true
            } catch {
                shell.print("\(program): \(operand): \(error.message)\n", to: 2)
                status = 1
            }
        }
        guard hasRead else { return shell.fail(program, "all input file arguments failed") }
        bytes = Array(bytes.dropFirst(skip).prefix(most ?? Int.max))
        let isCanonical = program == "hd" || options.has("C")
        let form = options.last("b", "c", "d", "o", "x").flatMap { forms[$0] } ?? usual
        var previous: ArraySlice<UInt8>?
        var isRepeating = false
        for start in stride(from: 0, to: bytes.count, by: 16) {
            guard shell.charge(80) else { return .endless }
            let row = bytes[start..<min(start + 16, bytes.count)]
            if !options.has("v"), row.count == 16, let previous, previous.elementsEqual(row) {
                if !isRepeating, !shell.print("*\n") { return .failure }
                isRepeating = true
                continue
            }
            (isRepeating, previous) = (false, row)
            let line =
                isCanonical
                ? canonical(row) : plain(row, form)
            guard shell.print(number(skip &+ start, isCanonical ? 8 : 7, 16) + line + "\n") else { return .failure }
        }
        if !bytes.isEmpty { shell.print(number(skip &+ bytes.count, isCanonical ? 8 : 7, 16) + "\n") }
        return .exit(status)
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
