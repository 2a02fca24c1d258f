struct DdCommand: ShellCommand {
    static let names: [ByteString] = ["dd"]
    static let usage: ByteString = "dd [if=FILE] [of=FILE] [bs=N] [count=N] [skip=N] [seek=N]"

    static func run(_ words: [ByteString], in shell: inout Shell) -> CommandOutcome {
        var settings: [ByteString: ByteString] = [:]
        for word in words.dropFirst() {
            let name = ByteString(word.prefix { $0 != UInt8(ascii: "=") })
            guard name.count < word.count, known.contains(name) else { return showUsage(in: &shell) }
            settings[name] = ByteString(word.dropFirst(name.count + 1))
        }
        let size = settings["bs"] ?? settings["ibs"] ?? "512"
        guard let block = Self.number(size), block > 0 else {
            return shell.fail("dd", "invalid number '\(size)'")
        }
        let count = settings["count"].map { Self.number($0) ?? 0 }
        let skip = settings["skip"].map { Self.number($0) ?? 0 } ?? 0
        let seek = settings["seek"].map { Self.number($0) ?? 0 } ?? 0
        let wanted = count.map { $0.multipliedReportingOverflow(by: block).overflow ? Int.max : $0 * block }

        let (offset, tooFar) = skip.multipliedReportingOverflow(by: block)
        let input: [UInt8]
        switch read(settings["if"], from: tooFar ? Int.max / 2 : offset, upTo: wanted, &shell) {
        case .success(let bytes): input = bytes
        case .failure(let stop): return stop.outcome
        }
        do {
            if let path = settings["of"] {
                try write(input, to: path, at: seek &* block, truncates: settings["conv"] != "notrunc", &shell)
            } else {
                shell.print(input)
            }
        } catch {
            return shell.fail("dd", "can't open '\(settings["of"] ?? "")': \(error.message)")
        }
        report(input.count, block, &shell)
        return .success
    }

    private static let known: Set<ByteString> = [
        "if", "of", "bs", "ibs", "obs", "count", "skip", "seek", "conv", "iflag", "oflag", "status",
    ]

    private struct Stop: Error {
        var outcome: CommandOutcome
    }

    private static func read(
        _ path: ByteString?, from offset: Int, upTo wanted: Int?, _ shell: inout Shell
    ) -> Result<[UInt8], Stop> {
        guard let path else {
            switch shell.readInput() {
            case .bytes(let bytes): return .success(Array(bytes.dropFirst(offset).prefix(wanted ?? Int.max)))
            case .terminal: return .failure(Stop(outcome: .collectingInput))
            case .endless: return .failure(Stop(outcome: .endless))
            }
        }
        guard let id = try? shell.files.find(path, from: shell.scope.directory), !shell.files[id].isDirectory else {
            return .failure(
                Stop(
                    outcome: shell.fail("dd", "can't open '\(path)': No such file or directory")))
        }
        if wanted == nil, case .endless = shell.read(id, from: offset) { return .failure(Stop(outcome: .endless)) }
        // More than a file may have cannot be written anywhere.
        let most = min(wanted ?? Int.max, Shell.mostReadBytes)
        let (end, overflow) = offset.addingReportingOverflow(most)
        let bytes = shell.contents(of: id, range: offset..<(overflow ? Int.max : end))
        return shell.charge(bytes.count) ? .success(bytes) : .failure(Stop(outcome: .endless))
    }

    private static func write(
        _ bytes: [UInt8], to path: ByteString, at offset: Int, truncates: Bool, _ shell: inout Shell
    ) throws(FileError) {
        let id = try shell.prepareForWriting(path, appends: !truncates || offset > 0)
        guard shell.files[id].isFile else { return }
        try shell.files.write(bytes, to: id, at: max(0, offset), origin: .redirect)
    }

    private static func report(_ bytes: Int, _ block: Int, _ shell: inout Shell) {
        let records = "\(bytes / block)+\(bytes % block == 0 ? 0 : 1) records"
        shell.print("\(records) in\n\(records) out\n", to: 2)
        guard shell.device.firmware.hasBusyBox(since: 13) else { return }
        let microseconds = 190 + bytes / 40
        let rate = bytes * 1_000_000 / microseconds
        let digits = String(microseconds % 1_000_000)
        let fraction = String(repeating: "0", count: 6 - digits.count) + digits
        shell.print(
            "\(bytes) bytes (\(bytes.humanReadable)B) copied, \(microseconds / 1_000_000).\(fraction) seconds, \(rate.humanReadable)B/s\n",
            to: 2)
    }

    /// "512", "1k", "2M", "0x10" is none.
    private static func number(_ text: ByteString) -> Int? {
        let digits = text.prefix { $0.isDigit }
        guard let number = digits.decimal else { return nil }
        let factors: [ByteString: Int] = [
            "": 1, "c": 1, "w": 2, "b": 512, "k": 1024, "K": 1024, "kB": 1000, "M": 1_048_576, "MB": 1_000_000,
            "G": 1_073_741_824,
        ]
        guard let factor = factors[ByteString(text.dropFirst(digits.count))] else { return nil }
        let (product, overflow) = number.multipliedReportingOverflow(by: factor)
        return overflow ? nil : product
    }
}
