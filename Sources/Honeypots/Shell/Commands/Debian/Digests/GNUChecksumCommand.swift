/// `md5sum` and its relatives of coreutils.
struct GNUChecksumCommand: ShellCommand {
    static let names: [ByteString] = [
        "md5sum", "sha1sum", "sha224sum", "sha256sum", "sha384sum", "sha512sum", "b2sum",
    ]

    private static let long: [GNUOptions.Long] = [
        .init("binary", "b"), .init("check", "c"), .init("text", "t"), .init("tag", "T"), .init("quiet", "q"),
        .init("status", "s"), .init("warn", "w"), .init("strict", "S"), .init("ignore-missing", "i"),
        .init("zero", "z"), .init("length", "l", .required),
    ]

    /// Hashing costs several times what copying does.
    private static let workPerByte = 4

    static func run(_ words: [ByteString], in shell: inout Shell) -> CommandOutcome {
        let program = words[0]
        let letters = program == "b2sum" ? "bctwzl:" : "bctwz"
        guard case .options(let options) = GNUOptions.read(words, letters, long, in: &shell) else {
            return .exit(shell.usageStatus)
        }
        var algorithm = DigestAlgorithm.of(program) ?? .md5
        if program == "b2sum", let text = options.argument("l") {
            guard let bits = text.decimal, bits >= 0, bits % 8 == 0 else {
                return shell.fail("b2sum", "invalid length: '\(text)'\nb2sum: length is not a multiple of 8")
            }
            guard bits <= 512 else {
                return shell.fail(
                    "b2sum",
                    "invalid length: '\(text)'\nb2sum: maximum digest length for 'BLAKE2b' is 512 bits")
            }
            if bits > 0 { algorithm = .blake2b(bits / 8) }
        }
        var status: UInt8 = 0
        for operand in options.operands.isEmpty ? ["-"] : options.operands {
            let bytes: [UInt8]
            do {
                switch try shell.read(operand: operand) {
                case .bytes(let all): bytes = all
                case .terminal: return .collectingInput
                case .endless: return .endless
                }
            } catch {
                shell.print("\(program): \(operand.quotedWhereNeeded): \(error.message)\n", to: 2)
                status = 1
                continue
            }
            if options.has("c") {
                if !check(bytes, operand, algorithm, program, options, &shell) { status = 1 }
                continue
            }
            guard shell.charge(bytes.count * workPerByte) else { return .endless }
            let digest = Digest.hexadecimal(algorithm.digest(bytes))
            let end: ByteString = options.has("z") ? "\0" : "\n"
            let line: ByteString =
                options.has("T")
                ? "\(algorithm.tag) (\(operand)) = \(digest)"
                : "\(digest) \(options.last("b", "t") == "b" ? "*" : " ")\(operand)"
            guard shell.print(line + end) else { return .failure }
        }
        return .exit(status)
    }

    // MARK: Checking

    /// A line of a list of sums, in its own form or that of BSD; nil: it is neither.
    private static func parsed(
        _ line: ArraySlice<UInt8>, _ algorithm: DigestAlgorithm
    ) -> (digest: ByteString, name: ByteString)? {
        let line = ByteString(line)
        let size = algorithm.count * 2
        func isDigest(_ text: ArraySlice<UInt8>) -> Bool {
            text.count == size && text.allSatisfy { $0.hexadecimalValue != nil }
        }
        let tag = algorithm.tag + " ("
        if line.hasPrefix(tag), line.count > tag.count + size + 4, isDigest(line[(line.count - size)...]) {
            let rest = line[tag.count..<line.count - size]
            guard rest.hasSuffix(") = ") else { return nil }
            return (ByteString(line[(line.count - size)...]).lowercased, ByteString(rest.dropLast(4)))
        }
        let text = ByteString(line.drop { $0.isBlank })
        guard text.count > size + 2, isDigest(text[..<size]), text[size] == 0x20,
            text[size + 1] == 0x20 || text[size + 1] == UInt8(ascii: "*")
        else { return nil }
        return (ByteString(text[..<size]).lowercased, ByteString(text[(size + 2)...]))
    }

    private static func check(
        _ list: [UInt8], _ operand: ByteString, _ algorithm: DigestAlgorithm, _ program: ByteString,
        _ options: GNUOptions, _ shell: inout Shell
    ) -> Bool {
        var (wrong, failed, unread, right) = (0, 0, 0, 0)
        let source: ByteString = operand == "-" ? "'standard input'" : operand.quotedWhereNeeded
        for (number, line) in list.lines.enumerated() where !line.isEmpty && line.first != UInt8(ascii: "#") {
            guard shell.charge(40) else { return false }
            guard let (digest, name) = parsed(line, algorithm) else {
                wrong += 1
                if options.has("w") {
                    shell.print(
                        "\(program): \(source): \(number + 1): improperly formatted \(algorithm.tag) checksum line\n",
                        to: 2)
                }
                continue
            }
            do {
                guard case .bytes(let bytes) = try shell.read(path: name),
                    shell.charge(bytes.count * workPerByte)
                else { return false }
                let isRight = ByteString(Digest.hexadecimal(algorithm.digest(bytes))) == digest
                if isRight { right += 1 } else { failed += 1 }
                if !options.has("s"), !isRight || !options.has("q") {
                    shell.print("\(name): \(isRight ? "OK" : "FAILED")\n")
                }
            } catch {
                if options.has("i"), error == .noEntry { continue }
                unread += 1
                shell.print("\(program): \(name.quotedWhereNeeded): \(error.message)\n", to: 2)
                if !options.has("s") { shell.print("\(name): FAILED open or read\n") }
            }
        }
        if right + failed + unread == 0 {
            let reason: ByteString =
                wrong < list.lines.count
                ? "no file was verified" : "no properly formatted \(algorithm.tag) checksum lines found"
            shell.print("\(program): \(source): \(reason)\n", to: 2)
            return false
        }
        func warn(_ count: Int, _ one: ByteString, _ many: ByteString) {
            guard count > 0, !options.has("s") else { return }
            shell.print("\(program): WARNING: \(count) \(count == 1 ? one : many)\n", to: 2)
        }
        warn(wrong, "line is improperly formatted", "lines are improperly formatted")
        warn(unread, "listed file could not be read", "listed files could not be read")
        warn(failed, "computed checksum did NOT match", "computed checksums did NOT match")
        return failed == 0 && unread == 0 && (wrong == 0 || !options.has("S"))
    }
}
