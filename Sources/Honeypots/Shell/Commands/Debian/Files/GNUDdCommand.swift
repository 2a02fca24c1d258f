/// `dd` of coreutils.
struct GNUDdCommand: ShellCommand {
    static let names: [ByteString] = ["dd"]

    private static let known: Set<ByteString> = [
        "if", "of", "bs", "ibs", "obs", "cbs", "count", "skip", "seek", "conv", "iflag", "oflag", "status",
    ]
    private static let conversions: Set<ByteString> = [
        "ascii", "ebcdic", "ibm", "block", "unblock", "lcase", "ucase", "sparse", "swab", "sync", "excl", "nocreat",
        "notrunc", "noerror", "fdatasync", "fsync",
    ]
    /// Bytes a device may seem to give.
    private static let mostPretended = 4 << 30
    /// Bytes that are kept of a device.
    private static let mostKept = 256 << 10
    private static let flags: Set<ByteString> = [
        "append", "direct", "directory", "dsync", "sync", "fullblock", "nonblock", "noatime", "nocache", "noctty",
        "nofollow", "count_bytes", "skip_bytes", "seek_bytes",
    ]

    static func run(_ words: [ByteString], in shell: inout Shell) -> CommandOutcome {
        let manners = GNUOptions.Manners(version: "(coreutils) 8.32")
        guard case .options(let options) = GNUOptions.read(words, "", [], manners, in: &shell) else {
            return .exit(shell.usageStatus)
        }
        var settings: [ByteString: ByteString] = [:]
        for word in options.operands {
            let name = ByteString(word.prefix { $0 != UInt8(ascii: "=") })
            guard name.count < word.count, known.contains(name) else {
                return shell.refuse("dd", "unrecognized operand '\(word)'")
            }
            let value = ByteString(word.dropFirst(name.count + 1))
            settings[name] = value
            for (setting, all, kind) in [
                ("conv", conversions, "conversion"), ("iflag", flags, "input flag"), ("oflag", flags, "output flag"),
            ] as [(ByteString, Set<ByteString>, ByteString)] where name == setting {
                for part in value.split(separator: UInt8(ascii: ",")) where !all.contains(ByteString(part)) {
                    return shell.refuse("dd", "invalid \(kind): '\(ByteString(part))'")
                }
            }
            if name == "status", !["none", "noxfer", "progress"].contains(value) {
                return shell.refuse("dd", "invalid status level: '\(value)'")
            }
        }
        for name in ["bs", "ibs", "obs", "count", "skip", "seek"] as [ByteString] {
            guard let text = settings[name] else { continue }
            let least = name.hasSuffix("bs") ? 1 : 0
            guard let number = number(text), number >= least else {
                return shell.fail("dd", "invalid number: '\(text)'")
            }
        }
        func size(_ names: ByteString...) -> Int? { names.lazy.compactMap { settings[$0] }.first.flatMap(number) }
        let block = size("bs", "ibs") ?? 512
        let written = size("bs", "obs") ?? 512
        let inFlags = flags(settings["iflag"])
        func bytes(_ name: ByteString, _ flag: ByteString, _ unit: Int) -> Int? {
            guard let count = settings[name].flatMap(number) else { return nil }
            let (product, overflow) = count.multipliedReportingOverflow(by: inFlags.contains(flag) ? 1 : unit)
            return overflow ? Int.max / 2 : product
        }
        let most = bytes("count", "count_bytes", block)
        let skip = min(bytes("skip", "skip_bytes", block) ?? 0, Int.max / 4)
        var input: [UInt8]
        /// What a device gives beyond what is kept.
        var pretended = 0
        do throws(FileError) {
            if let path = settings["if"] {
                let id = try shell.files.find(path, from: shell.scope.directory)
                try shell.files.check(.read, id)
                if shell.files[id].isDirectory {
                    return shell.fail("dd", "error reading '\(path)': Is a directory\n0+0 records in\n0+0 records out")
                }
                if most == nil, case .endless = shell.read(id, from: skip) { return .endless }
                // More than a file may have cannot be written anywhere.
                let count = min(most ?? Int.max / 4, Shell.mostReadBytes)
                input = path == "/dev/stdin" ? [] : shell.contents(of: id, range: skip..<skip + count)
                if case .device = shell.files[id].kind, let most, settings["of"] != nil, most > Self.mostKept,
                    !input.isEmpty
                {
                    guard most < Self.mostPretended else { return .endless }
                    input = Array(input.prefix(Self.mostKept))
                    pretended = most - input.count
                } else if let most, most > input.count, input.count == Shell.mostReadBytes {
                    return .endless
                }
            } else {
                switch shell.readInput() {
                case .bytes(let all): input = Array(all.dropFirst(skip).prefix(most ?? Int.max))
                case .terminal: return .collectingInput
                case .endless: return .endless
                }
            }
        } catch {
            return shell.fail("dd", "failed to open '\(settings["if"] ?? "")': \(error.message)")
        }
        guard shell.charge(input.count) else { return .endless }
        let conversion = flags(settings["conv"])
        let count = input.count
        if conversion.contains("ucase") { input = input.map { (0x61...0x7a).contains($0) ? $0 & 0xdf : $0 } }
        if conversion.contains("lcase") { input = Array(input.lowercased) }
        if conversion.contains("swab") {
            for index in stride(from: 0, to: input.count - 1, by: 2) { input.swapAt(index, index + 1) }
        }
        if conversion.contains("sync"), count % block > 0 {
            input += [UInt8](repeating: 0, count: min(block - count % block, Shell.mostReadBytes))
        }
        if let path = settings["of"] {
            let seek = settings["seek"].flatMap(number) ?? 0
            let (offset, overflow) = seek.multipliedReportingOverflow(by: written)
            do {
                try write(
                    input, to: path, at: overflow ? Int.max : offset,
                    truncates: !conversion.contains("notrunc"), &shell)
                if pretended > 0, let id = try? shell.files.find(path, from: shell.scope.directory),
                    shell.files[id].isFile
                {
                    try shell.files.update(id) { $0.unkeptBytes = pretended }
                }
            } catch {
                return shell.fail(
                    "dd",
                    error == .noSpace
                        ? "error writing '\(path)': No space left on device"
                        : "failed to open '\(path)': \(error.message)")
            }
        } else {
            guard shell.print(input) || input.isEmpty else { return .exit(141) }
        }
        // Disks write some hundred megabytes a second.
        if pretended > 0 { _ = shell.pass(.milliseconds(pretended / 400_000)) }
        report(count + pretended, input.count + pretended, block, written, settings["status"], &shell)
        return .success
    }

    private static func flags(_ text: ByteString?) -> Set<ByteString> {
        Set((text ?? "").split(separator: UInt8(ascii: ",")).map { ByteString($0) })
    }

    private static func write(
        _ bytes: [UInt8], to path: ByteString, at offset: Int, truncates: Bool, _ shell: inout Shell
    ) throws(FileError) {
        let id = try shell.prepareForWriting(path, appends: !truncates || offset > 0)
        guard shell.files[id].isFile else { return }
        if truncates, offset > 0, shell.files[id].size > offset {
            try shell.files.truncate(id, to: offset, origin: .redirect)
        }
        try shell.files.write(bytes, to: id, at: offset, origin: .redirect)
    }

    private static func report(
        _ read: Int, _ written: Int, _ block: Int, _ size: Int, _ status: ByteString?, _ shell: inout Shell
    ) {
        guard status != "none" else { return }
        func records(_ count: Int, _ block: Int) -> ByteString { "\(count / block)+\(count % block == 0 ? 0 : 1)" }
        shell.print("\(records(read, block)) records in\n\(records(written, size)) records out\n", to: 2)
        guard status != "noxfer" else { return }
        // Some microseconds to begin with, then a gigabyte a second.
        let seconds =
            0.000_06 + Double(written) / (written > Shell.mostReadBytes ? 4e8 : 1.1e9) + Double(shell.budget.work % 97)
            * 1e-7
        let time = ByteString(DecimalFormat.text(seconds, conversion: UInt8(ascii: "g"), precision: 6))
        let rate = decimalSize(Double(written) / seconds)
        var amount: ByteString = "\(written) byte\(written == 1 ? "" : "s")"
        if written >= 1024 {
            amount += " (\(decimalSize(Double(written))), \(binarySize(Double(written))))"
        } else if written >= 1000 {
            amount += " (\(decimalSize(Double(written))))"
        }
        shell.print("\(amount) copied, \(time) s, \(rate)/s\n", to: 2)
    }

    private static func scaled(_ value: Double, _ unit: Double, _ names: [ByteString]) -> ByteString {
        var (rest, index) = (value, 0)
        while rest >= unit, index + 1 < names.count {
            rest /= unit
            index += 1
        }
        let precision = rest < 9.95 && index > 0 || value == 0 ? 1 : 0
        let digits = ByteString(DecimalFormat.text(rest, conversion: UInt8(ascii: "f"), precision: precision))
        return "\(digits) \(names[index])"
    }

    /// "102 kB" and "100 KiB".
    private static func decimalSize(_ value: Double) -> ByteString {
        value == 0 ? "0.0 kB" : scaled(value, 1000, ["B", "kB", "MB", "GB", "TB"])
    }
    private static func binarySize(_ value: Double) -> ByteString {
        scaled(value, 1024, ["B", "KiB", "MiB", "GiB", "TiB"])
    }

    /// "512", "1k", "2x512".
    private static func number(_ text: ByteString) -> Int? {
        var product = 1
        for part in text.split(separator: UInt8(ascii: "x"), omittingEmptySubsequences: false) {
            let digits = part.prefix { $0.isDigit }
            let factors: [ByteString: Int] = [
                "": 1, "c": 1, "w": 2, "b": 512, "k": 1024, "K": 1024, "kB": 1000, "KiB": 1024, "M": 1_048_576,
                "MB": 1_000_000, "MiB": 1_048_576, "G": 1 << 30, "GB": 1_000_000_000, "GiB": 1 << 30, "T": 1 << 40,
            ]
            guard let number = digits.decimal, let factor = factors[ByteString(part.dropFirst(digits.count))] else {
                return nil
            }
            let (whole, first) = number.multipliedReportingOverflow(by: factor)
            let (next, second) = product.multipliedReportingOverflow(by: whole)
            guard !first, !second else { return nil }
            product = next
        }
        return product
    }
}
