/// `openssl` 1.1.1w, as far as visitors use it: `version`, `passwd`, `rand`, `dgst` and `base64`.
struct OpenSSLCommand: ShellCommand {
    static let names: [ByteString] = ["openssl"]

    static func run(_ words: [ByteString], in shell: inout Shell) -> CommandOutcome {
        guard let command = words.dropFirst().first else {
            if shell.isTerminal(0) { return .collectingInput }
            shell.print("OpenSSL> ")
            return .success
        }
        let rest = words.dropFirst(2)
        switch command {
        case "version": return version(rest, &shell)
        case "passwd": return password(rest, &shell)
        case "rand": return random(rest, &shell)
        case "dgst": return digest(rest, .sha256, &shell)
        case "enc", "base64": return code(command, rest, &shell)
        default:
            if let algorithm = DigestAlgorithm.of(command), !command.hasSuffix("sum") {
                return digest(rest, algorithm, &shell)
            }
            if quiet.contains(command) { return .failure }
            shell.print("Invalid command '\(command)'; type \"help\" for a list.\n", to: 2)
            return .failure
        }
    }

    /// Commands that are there and have nothing to work with here.
    private static let quiet: Set<ByteString> = [
        "asn1parse", "ca", "ciphers", "cms", "crl", "dhparam", "dsa", "ec", "ecparam", "genpkey", "genrsa", "ocsp",
        "pkcs12", "pkcs7", "pkcs8", "pkey", "pkeyutl", "prime", "req", "rsa", "rsautl", "s_client", "s_server",
        "s_time", "speed", "verify", "x509", "list", "errstr", "engine", "rehash", "smime", "ts",
    ]

    private static func unknown(_ command: ByteString, _ option: ByteString, _ shell: inout Shell) -> CommandOutcome {
        shell.print("\(command): Option unknown option \(option)\n\(command): Use -help for summary.\n", to: 2)
        return .failure
    }

    private static func version(_ words: ArraySlice<ByteString>, _ shell: inout Shell) -> CommandOutcome {
        let lines: [(ByteString, ByteString)] = [
            ("-v", "OpenSSL 1.1.1w  11 Sep 2023"), ("-b", "built on: Wed Sep 13 19:21:33 2023 UTC"),
            ("-p", "platform: debian-amd64"), ("-o", "options:  bn(64,64) rc4(8x,int) des(int) blowfish(ptr) "),
            ("-d", "OPENSSLDIR: \"/usr/lib/ssl\""), ("-e", "ENGINESDIR: \"/usr/lib/x86_64-linux-gnu/engines-1.1\""),
            ("-r", "Seeding source: os-specific"),
        ]
        for word in words where word != "-a" && !lines.contains(where: { $0.0 == word }) {
            return unknown("version", word, &shell)
        }
        for (option, line) in lines
        where words.contains(option) || words.contains("-a") || words.isEmpty && option == "-v" {
            shell.print(line + "\n")
        }
        return .success
    }

    private static func password(_ words: ArraySlice<ByteString>, _ shell: inout Shell) -> CommandOutcome {
        var rest = words
        var method: PasswordHash.Method?
        var salt: ByteString?
        var passwords: [ByteString] = []
        var input: ByteString?
        while let word = rest.popFirst() {
            switch word {
            case "-1": method = .md5
            case "-apr1": method = .apache
            case "-5": method = .sha256
            case "-6": method = .sha512
            case "-crypt", "-quiet", "-noverify", "-table", "-reverse": continue
            case "-salt": salt = rest.popFirst()
            case "-stdin": input = "-"
            case "-in": input = rest.popFirst()
            default:
                guard word.first != UInt8(ascii: "-") else { return unknown("passwd", word, &shell) }
                passwords.append(word)
            }
        }
        if let input {
            guard case .bytes(let bytes)? = try? shell.read(operand: input) else {
                return input == "-" ? .collectingInput : .failure
            }
            passwords = bytes.lines.prefix(20).map { ByteString($0) }
        }
        if passwords.isEmpty {
            guard case .bytes(let bytes) = shell.readInput() else { return .collectingInput }
            passwords = bytes.lines.prefix(1).map { ByteString($0) }
        }
        var generator = SeededGenerator(seed: shell.visit.seed ^ UInt64(truncatingIfNeeded: shell.budget.work))
        for password in passwords {
            let own = ByteString(
                generator.bytes(16).map { PasswordHash.alphabet[Int($0 & 63)] }.prefix(method == nil ? 2 : 16))
            guard shell.charge(method?.work ?? 1000) else { return .endless }
            if let method {
                let salt = salt ?? ByteString(own.prefix(method.saltLetters))
                shell.print(PasswordHash.text(password, salt: salt, method) + "\n")
            } else {
                // The old crypt of DES has a fixed length; what it says is made up.
                let salt = ByteString((salt ?? own).prefix(2))
                let hash = Digest.sha256(salt.bytes + password.bytes.prefix(8)).prefix(11)
                shell.print(salt + ByteString(hash.map { PasswordHash.alphabet[Int($0 & 63)] }) + "\n")
            }
        }
        return .success
    }

    private static func random(_ words: ArraySlice<ByteString>, _ shell: inout Shell) -> CommandOutcome {
        var isHex = false
        var isBase64 = false
        var target: ByteString?
        var count: Int?
        var rest = words
        while let word = rest.popFirst() {
            switch word {
            case "-hex": isHex = true
            case "-base64": isBase64 = true
            case "-out": target = rest.popFirst()
            default:
                guard let number = word.decimal, number >= 0 else {
                    return word.first == UInt8(ascii: "-") ? unknown("rand", word, &shell) : .failure
                }
                count = number
            }
        }
        guard let count else { return .success }
        guard count > 0 else { return .failure }
        guard count < Shell.mostReadBytes, shell.charge(count * 4) else { return .endless }
        var generator = SeededGenerator(seed: shell.visit.seed ^ UInt64(truncatingIfNeeded: shell.budget.work) &* 31)
        var bytes = generator.bytes(count)
        if isHex { bytes = bytes.hexadecimal.bytes + [0x0a] }
        if isBase64 { bytes = RadixCoding.base64.encoded(bytes, width: 64) }
        return deliver(bytes, to: target, &shell)
    }

    private static func deliver(_ bytes: [UInt8], to target: ByteString?, _ shell: inout Shell) -> CommandOutcome {
        guard let target else { return shell.print(bytes) || bytes.isEmpty ? .success : .failure }
        do {
            try shell.store(bytes, at: target)
            return .success
        } catch {
            shell.print("Can't open \(target) for writing, \(error.message)\n", to: 2)
            return .failure
        }
    }

    private static func digest(
        _ words: ArraySlice<ByteString>, _ usual: DigestAlgorithm, _ shell: inout Shell
    ) -> CommandOutcome {
        var algorithm = usual
        var key: ByteString?
        var (isReversed, isBinary) = (false, false)
        var target: ByteString?
        var paths: [ByteString] = []
        var rest = words
        while let word = rest.popFirst() {
            switch word {
            case "-r": isReversed = true
            case "-hex", "-c": continue
            case "-binary": isBinary = true
            case "-hmac": key = rest.popFirst()
            case "-out": target = rest.popFirst()
            default:
                guard word.first == UInt8(ascii: "-"), word.count > 1 else {
                    paths.append(word)
                    continue
                }
                guard let named = DigestAlgorithm.of(ByteString(word.dropFirst())) else {
                    return unknown("dgst", word, &shell)
                }
                algorithm = named
            }
        }
        var status: UInt8 = 0
        var text: [UInt8] = []
        for path in paths.isEmpty ? ["-"] : paths {
            let bytes: [UInt8]
            do {
                switch paths.isEmpty ? shell.readInput() : try shell.read(path: path) {
                case .bytes(let all): bytes = all
                case .terminal: return .collectingInput
                case .endless: return .endless
                }
            } catch {
                shell.print(
                    error == .isDirectory ? "Read Error in \(path)\n" : "\(path): \(error.message)\n", to: 2)
                status = 1
                continue
            }
            guard shell.charge(bytes.count * 4) else { return .endless }
            let sum = key.map { algorithm.hmac(bytes, key: $0.bytes) } ?? algorithm.digest(bytes)
            let name: ByteString = paths.isEmpty ? "stdin" : path
            if isBinary {
                text += sum
            } else if isReversed {
                text += ("\(sum.hexadecimal) *\(name)\n" as ByteString).bytes
            } else if paths.isEmpty {
                text += ("(stdin)= \(sum.hexadecimal)\n" as ByteString).bytes
            } else {
                let kind: ByteString = key == nil ? algorithm.tag : "HMAC-" + algorithm.tag
                text += ("\(kind)(\(path))= \(sum.hexadecimal)\n" as ByteString).bytes
            }
        }
        guard target != nil || !text.isEmpty else { return .exit(status) }
        let outcome = deliver(text, to: target, &shell)
        return status == 0 ? outcome : .exit(status)
    }

    /// `enc -base64` and `base64`; ciphers need passwords that nobody gives here.
    private static func code(
        _ command: ByteString, _ words: ArraySlice<ByteString>, _ shell: inout Shell
    ) -> CommandOutcome {
        var isCoded = command == "base64"
        var (decodes, isOneLine) = (false, false)
        var (source, target): (ByteString?, ByteString?)
        var cipher: ByteString?
        var rest = words
        while let word = rest.popFirst() {
            switch word {
            case "-base64", "-a": isCoded = true
            case "-d": decodes = true
            case "-e", "-p", "-nosalt", "-salt", "-pbkdf2", "-nopad": continue
            case "-A": isOneLine = true
            case "-in": source = rest.popFirst()
            case "-out": target = rest.popFirst()
            case "-k", "-pass", "-K", "-iv", "-S", "-md", "-iter", "-kfile", "-bufsize": _ = rest.popFirst()
            default:
                guard word.hasPrefix("-aes") || word.hasPrefix("-des") || word.hasPrefix("-camellia") else {
                    return unknown(command, word, &shell)
                }
                cipher = word
            }
        }
        let bytes: [UInt8]
        do {
            let read: ReadResult
            if let source { read = try shell.read(path: source) } else { read = shell.readInput() }
            switch read {
            case .bytes(let all): bytes = all
            case .terminal: return .collectingInput
            case .endless: return .endless
            }
        } catch {
            shell.print("Can't open \(source ?? "") for reading, \(error.message)\n", to: 2)
            return .failure
        }
        guard shell.charge(bytes.count * 2) else { return .endless }
        if cipher != nil, decodes {
            shell.print("bad magic number\n", to: 2)
            return .failure
        }
        var result = bytes
        if decodes { result = RadixCoding.base64.decoded(bytes, ignoresGarbage: true).bytes }
        if cipher != nil {
            shell.print(
                "*** WARNING : deprecated key derivation used.\nUsing -iter or -pbkdf2 would be better.\n", to: 2)
            // What nobody can undo looks like what nobody should.
            var generator = SeededGenerator(seed: shell.visit.seed ^ UInt64(truncatingIfNeeded: shell.budget.work))
            result = Array("Salted__".utf8) + generator.bytes(8 + (bytes.count / 16 + 1) * 16)
        }
        if isCoded, !decodes { result = RadixCoding.base64.encoded(result, width: isOneLine ? 0 : 64) }
        return deliver(result, to: target, &shell)
    }
}
