/// `factor`, `cksum`, `sum`, `truncate`, `split`, `fmt`, `unexpand`.
struct SmallTextCommand: ShellCommand {
    static let names: [ByteString] = ["factor", "cksum", "sum", "truncate", "split", "fmt", "unexpand"]

    static func run(_ words: [ByteString], in shell: inout Shell) -> CommandOutcome {
        let program = words[0]
        let letters: [ByteString: String] = [
            "truncate": "cor:s:", "split": "a:b:C:dl:n:", "fmt": "cp:stuw:", "unexpand": "at:",
            "sum": "rs",
        ]
        let long: [GNUOptions.Long] = [
            .init("size", "s", .required),
            .init("lines", "l", .required), .init("bytes", "b", .required), .init("width", "w", .required),
            .init("all", "a"),
        ]
        guard case .options(let options) = GNUOptions.read(words, letters[program] ?? "", long, in: &shell) else {
            return .exit(shell.usageStatus)
        }
        if program == "factor" { return factor(options.operands, &shell) }
        if program == "truncate" { return truncate(options, &shell) }
        let inputs = program == "split" ? Array(options.operands.prefix(1)) : options.operands
        switch shell.gnuInputs(
            inputs, of: program, lead: program == "split" ? "cannot open " : "",
            tail: program == "split" ? " for reading" : "", quoted: program == "split")
        {
        case .outcome(let outcome): return outcome
        case .files(let files, let status):
            for file in files {
                guard shell.charge(file.bytes.count * 4) else { return .failure }
                let name: ByteString = file.name == "-" ? "" : " " + file.name
                switch program {
                case "cksum": shell.print("\(checksum(file.bytes)) \(file.bytes.count)\(name)\n")
                case "sum":
                    let sum = file.bytes.reduce(0 as UInt32) { (($0 >> 1) &+ (($0 & 1) << 15) &+ UInt32($1)) & 0xffff }
                    let digits = String(sum + 100_000).dropFirst()
                    let blocks = ByteString("\((file.bytes.count + 1023) / 1024)").indented(to: 5)
                    shell.print("\(String(digits)) \(blocks)\(options.operands.count > 1 ? name : "")\n")
                case "split": return split(file.bytes, options, &shell)
                case "unexpand": shell.print(ByteString(file.bytes).replacing("        ", with: "\t"))
                default: shell.print(file.bytes)
                }
            }
            return .exit(status)
        }
    }

    private static func factor(_ operands: [ByteString], _ shell: inout Shell) -> CommandOutcome {
        var numbers = operands
        if numbers.isEmpty {
            switch shell.readInput() {
            case .bytes(let bytes): numbers = bytes.split { $0.isSpace }.map { ByteString($0) }
            case .terminal: return .collectingInput
            case .endless: return .endless
            }
        }
        var status: UInt8 = 0
        for operand in numbers {
            guard var rest = operand.decimal, rest >= 0 else {
                shell.print("factor: '\(operand)' is not a valid positive integer\n", to: 2)
                status = 1
                continue
            }
            var text: ByteString = "\(rest):"
            var divisor = 2
            while divisor <= rest / divisor {
                while rest % divisor == 0 {
                    text += " \(divisor)"
                    rest /= divisor
                }
                divisor += divisor == 2 ? 1 : 2
                guard shell.charge(2) else { return .endless }
            }
            if rest > 1 { text += " \(rest)" }
            shell.print(text + "\n")
        }
        return .exit(status)
    }

    private static func truncate(_ options: GNUOptions, _ shell: inout Shell) -> CommandOutcome {
        guard let text = options.argument("s") else {
            return shell.refuse("truncate", "you must specify either '--size' or '--reference'")
        }
        guard !options.operands.isEmpty else { return shell.refuse("truncate", "missing file operand") }
        let digits = text.prefix { $0.isDigit }
        let units: [ByteString: Int] = ["": 1, "K": 1024, "M": 1_048_576, "G": 1 << 30]
        guard let number = digits.decimal, let unit = units[ByteString(text.dropFirst(digits.count))],
            !number.multipliedReportingOverflow(by: unit).overflow
        else { return shell.fail("truncate", "Invalid number: '\(text)'") }
        for path in options.operands {
            do {
                let id = try shell.prepareForWriting(path, appends: true)
                guard shell.files[id].isFile else { continue }
                try shell.files.truncate(id, to: number * unit, origin: .redirect)
            } catch {
                return shell.fail("truncate", "cannot open '\(path)' for writing: \(error.message)")
            }
        }
        return .success
    }

    private static func split(_ bytes: [UInt8], _ options: GNUOptions, _ shell: inout Shell) -> CommandOutcome {
        let lines = max(1, options.argument("l")?.decimal ?? 1000)
        let size = options.argument("b")?.decimal
        let prefix = options.operands.dropFirst().first ?? "x"
        var rest = bytes[...]
        var number = 0
        while !rest.isEmpty, number < 676, shell.charge(200) {
            var end = rest.startIndex
            if let size, size > 0 {
                end = min(rest.endIndex, rest.startIndex + size)
            } else {
                var count = 0
                while end < rest.endIndex, count < lines {
                    if rest[end] == 0x0a { count += 1 }
                    end += 1
                }
            }
            let suffix: ByteString =
                options.has("d")
                ? ByteString([UInt8(0x30 + number / 10 % 10), UInt8(0x30 + number % 10)])
                : ByteString([UInt8(0x61 + number / 26), UInt8(0x61 + number % 26)])
            do {
                try shell.store(Array(rest[..<end]), at: prefix + suffix)
            } catch {
                return shell.fail("split", "\(prefix)\(suffix): \(error.message)")
            }
            rest = rest[end...]
            number += 1
        }
        return .success
    }

    /// CRC-32 as POSIX has it for `cksum`: the length follows the bytes (XCU cksum).
    private static func checksum(_ bytes: [UInt8]) -> UInt32 {
        var crc: UInt32 = 0
        func take(_ byte: UInt8) {
            crc ^= UInt32(byte) << 24
            for _ in 0..<8 { crc = crc & 0x8000_0000 != 0 ? crc << 1 ^ 0x04c1_1db7 : crc << 1 }
        }
        for byte in bytes { take(byte) }
        var length = bytes.count
        while length > 0 {
            take(UInt8(truncatingIfNeeded: length))
            length >>= 8
        }
        return ~crc
    }
}
