/// What a line of PHP prints, where that follows from the line alone: scanners send an `echo` of a hash and believe in
/// the hole when it comes back. Nothing is ever run.
enum PHPEcho {
    /// The output of a program; nil when it is not one of the few forms that are understood.
    static func output(of program: [UInt8]) -> String? {
        let text = String(decoding: program.prefix(mostBytes), as: UTF8.self)
        guard let open = text.range(ofFirst: "<?") else { return nil }
        var code = text[open...].dropFirst(2)
        if code.lowercased().hasPrefix("php") { code = code.dropFirst(3) }
        if code.first == "=" { code = "echo " + code.dropFirst() }
        if let close = String(code).range(ofFirst: "?>") { code = Substring(String(code)[..<close]) }
        var scanner = Scanner(text: Array(code.utf8))
        return scanner.statements()
    }

    /// ThinkPHP's `invokefunction` with a hash of a text.
    static func answer(toQueryOf request: HTTPRequest) -> String? {
        let query = request.query
        guard let function = query.first(of: ["vars[0]"]), let argument = query.first(of: ["vars[1][]", "vars[1][0]"])
        else { return nil }
        return Scanner.call(String(decoding: function.prefix(16), as: UTF8.self), Array(argument.prefix(mostBytes)))
    }

    /// A request that makes PHP take the body for the program (CVE-2012-1823, CVE-2024-4577).
    static func answer(toIncludedBodyOf request: HTTPRequest) -> String? {
        guard ASCII.range(of: Array("php://input".utf8), in: request.target.query) != nil else { return nil }
        return output(of: request.body)
    }

    private static let mostBytes = 4096

    private struct Scanner {
        let text: [UInt8]
        var at = 0

        init(text: [UInt8]) { self.text = text }

        mutating func statements() -> String? {
            var output = ""
            var isEmpty = true
            while true {
                skipBlanks()
                if take(";") { continue }
                guard at < text.count else { return isEmpty ? nil : output }
                let word = word()
                switch word {
                case "echo", "print", "die", "exit":
                    guard let value = expression(depth: 0) else { return nil }
                    output += value
                    isEmpty = false
                    if word == "die" || word == "exit" { return output }
                default: return isEmpty ? nil : output
                }
            }
        }

        /// Values joined with "." (or, as echo permits, with commas).
        private mutating func expression(depth: Int) -> String? {
            guard depth < 8, var value = operand(depth: depth) else { return nil }
            while true {
                skipBlanks()
                guard take(".") || depth == 0 && take(",") else { return value }
                guard let next = operand(depth: depth) else { return nil }
                value += next
            }
        }

        private mutating func operand(depth: Int) -> String? {
            skipBlanks()
            guard at < text.count else { return nil }
            switch text[at] {
            case 0x28:
                at += 1
                guard let value = expression(depth: depth + 1) else { return nil }
                skipBlanks()
                return take(")") ? value : nil
            case 0x22, 0x27: return literal()
            case 0x30...0x39: return number()
            default:
                let name = word()
                skipBlanks()
                guard !name.isEmpty, take("("), let argument = expression(depth: depth + 1) else { return nil }
                skipBlanks()
                return take(")") ? Self.call(name, Array(argument.utf8)) : nil
            }
        }

        /// Sums and products of whole numbers, from left to right where only one of both occurs.
        private mutating func number() -> String? {
            guard var value = digits() else { return nil }
            while true {
                skipBlanks()
                let operation = at < text.count ? text[at] : 0
                guard operation == 0x2a || operation == 0x2b || operation == 0x2d else { return String(value) }
                at += 1
                skipBlanks()
                guard let next = digits() else { return nil }
                let (result, overflow) =
                    operation == 0x2a
                    ? value.multipliedReportingOverflow(by: next)
                    : operation == 0x2b
                        ? value.addingReportingOverflow(next) : value.subtractingReportingOverflow(next)
                guard !overflow else { return nil }
                value = result
            }
        }

        private mutating func digits() -> Int? {
            let digits = text[at...].prefix { ASCII.isDigit($0) }
            at = digits.endIndex
            return Int(String(decoding: digits, as: UTF8.self))
        }

        private mutating func literal() -> String? {
            let quote = text[at]
            let content = text[(at + 1)...].prefix { $0 != quote }
            guard content.endIndex < text.count, !content.contains(0x5c), quote == 0x27 || !content.contains(0x24)
            else {
                return nil
            }
            at = content.endIndex + 1
            return String(decoding: content, as: UTF8.self)
        }

        private mutating func word() -> String {
            let word = text[at...].prefix { ASCII.isLetter($0) || ASCII.isDigit($0) || $0 == 0x5f }
            at = word.endIndex
            return String(decoding: ASCII.lowercased(word), as: UTF8.self)
        }

        private mutating func skipBlanks() {
            while at < text.count, text[at] == 0x20 || text[at] == 0x09 || text[at] == 0x0a || text[at] == 0x0d {
                at += 1
            }
        }

        private mutating func take(_ mark: Character) -> Bool {
            guard at < text.count, text[at] == mark.asciiValue else { return false }
            at += 1
            return true
        }

        /// What a function of PHP makes of one text; nil for those that are not needed.
        static func call(_ name: String, _ argument: [UInt8]) -> String? {
            switch name.lowercased() {
            case "md5": Digest.hexadecimal(Digest.md5(argument))
            case "sha1": Digest.hexadecimal(Digest.sha1(argument))
            case "strrev": String(decoding: argument.reversed(), as: UTF8.self)
            case "strtoupper": String(decoding: argument, as: UTF8.self).uppercased()
            case "print", "print_r", "trim", "strval": String(decoding: argument, as: UTF8.self)
            case "strlen": String(argument.count)
            default: nil
            }
        }
    }
}

extension String {
    /// Where `mark` begins first.
    fileprivate func range(ofFirst mark: String) -> String.Index? {
        guard let found = ASCII.range(of: Array(mark.utf8), in: Array(utf8)[...]) else { return nil }
        return utf8.index(startIndex, offsetBy: found.lowerBound)
    }
}
