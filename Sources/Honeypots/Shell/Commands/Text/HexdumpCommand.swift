/// `hexdump`, `od` and `xxd`, in the forms that are used to look at the head of a program.
struct HexdumpCommand: ShellCommand {
    static let names: [ByteString] = ["hexdump", "od", "xxd"]
    static let usage: ByteString = "hexdump [-C] [-n LEN] [-s OFS] [FILE]..."

    static func run(_ words: [ByteString], in shell: inout Shell) -> CommandOutcome {
        guard let options = options(words, "CbcdoxvpAn:s:e:t:N:j:l:", in: &shell) else { return .failure }
        let limit = (options.argument("n") ?? options.argument("N") ?? options.argument("l"))?.decimal
        switch shell.inputs(options.operands, of: words[0]) {
        case .outcome(.endless):
            // Devices have no end, but the beginning is asked for.
            guard let limit, let path = options.operands.first,
                let id = try? shell.files.find(path, from: shell.scope.directory)
            else {
                return .endless
            }
            return dump(
                shell.contents(of: id, range: 0..<max(0, min(limit, Shell.mostReadBytes))), words[0], options, &shell)
        case .outcome(let outcome): return outcome
        case .files(let files, let status):
            let start = max(0, (options.argument("s") ?? options.argument("j"))?.decimal ?? 0)
            let bytes = files.flatMap(\.bytes).dropFirst(start)
            let outcome = dump(Array(bytes.prefix(max(0, limit ?? Int.max))), words[0], options, &shell)
            return status == 0 ? outcome : .exit(status)
        }
    }

    private static func dump(
        _ bytes: [UInt8], _ name: ByteString, _ options: CommandOptions, _ shell: inout Shell
    ) -> CommandOutcome {
        var previous: ArraySlice<UInt8>?
        var isRepeating = false
        for start in stride(from: 0, to: bytes.count, by: 16) {
            guard shell.charge(64) else { return .failure }
            let row = bytes[start..<min(start + 16, bytes.count)]
            if name != "xxd", !options.has("v"), row.count == 16, let before = previous, before.elementsEqual(row) {
                if !isRepeating, !shell.print("*\n") { return .failure }
                isRepeating = true
                continue
            }
            isRepeating = false
            previous = row
            guard shell.print(line(start, row, name, options, shell.machine.architecture.isBigEndian)) else {
                return .failure
            }
        }
        if name == "hexdump", !bytes.isEmpty {
            shell.print(offset(bytes.count, digits: options.has("C") ? 8 : 7, radix: 16) + "\n")
        }
        if name == "od" { shell.print(offset(bytes.count, digits: 7, radix: 8) + "\n") }
        return .success
    }

    private static func line(
        _ start: Int, _ row: ArraySlice<UInt8>, _ name: ByteString, _ options: CommandOptions, _ isBigEndian: Bool
    ) -> ByteString {
        let text = ByteString(row.map { (0x20...0x7e).contains($0) ? $0 : UInt8(ascii: ".") })
        if name == "xxd" {
            var columns = ByteString()
            for (index, byte) in row.enumerated() {
                columns += ByteString(ByteString.hexadecimalDigits(of: byte)) + (index % 2 == 1 ? " " : "")
            }
            return "\(offset(start, digits: 8, radix: 16)): \(columns.padded(to: 40)) \(text)\n"
        }
        if name == "hexdump", options.has("C") {
            var columns = ByteString()
            for (index, byte) in row.enumerated() {
                columns += (index == 8 ? "  " : " ") + ByteString(ByteString.hexadecimalDigits(of: byte))
            }
            return "\(offset(start, digits: 8, radix: 16)) \(columns.padded(to: 50)) |\(text)|\n"
        }
        if name == "od", options.has("c") {
            return offset(start, digits: 7, radix: 8) + row.map { " " + character($0) }.joined(by: "") + "\n"
        }
        var columns = ByteString()
        let isOctal = name == "od" && !options.has("x")
        for index in stride(from: row.startIndex, to: row.endIndex, by: 2) {
            let next = index + 1 < row.endIndex ? row[index + 1] : 0
            let word = isBigEndian ? Int(row[index]) << 8 | Int(next) : Int(next) << 8 | Int(row[index])
            columns += " " + offset(word, digits: isOctal ? 6 : 4, radix: isOctal ? 8 : 16)
        }
        return offset(start, digits: 7, radix: name == "od" ? 8 : 16)
            + (name == "od" ? columns : columns.padded(to: 40)) + "\n"
    }

    /// A byte as `od -c` shows it, three wide.
    private static func character(_ byte: UInt8) -> ByteString {
        let escapes: [UInt8: ByteString] = [
            0: "\\0", 7: "\\a", 8: "\\b", 9: "\\t", 10: "\\n", 11: "\\v", 12: "\\f", 13: "\\r",
        ]
        if let escape = escapes[byte] { return " " + escape }
        return (0x20...0x7e).contains(byte) ? "  " + ByteString([byte]) : offset(Int(byte), digits: 3, radix: 8)
    }

    private static func offset(_ value: Int, digits: Int, radix: Int) -> ByteString {
        let text = String(value, radix: radix)
        return ByteString(String(repeating: "0", count: max(0, digits - text.count)) + text)
    }
}
