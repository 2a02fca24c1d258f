/// Records of an awk program.
extension AwkRun {
    mutating func setRecord(_ line: ByteString) {
        record = line
        hasSplit = false
    }

    mutating func splitRecord(_ shell: inout Shell) throws(AwkFault) {
        guard !hasSplit else { return }
        hasSplit = true
        try charge(record.count, &shell)
        let separator = string("RS").isEmpty && string("FS") == " " ? "[ \t\n]+" : string("FS")
        fields = try split(record, separator, &shell).map { .input($0) }
        variables["NF"] = .number(Double(fields.count))
    }

    mutating func joinRecord() {
        record = fields.map { $0.text(string("CONVFMT")) }.joined(by: string("OFS"))
        variables["NF"] = .number(Double(fields.count))
    }

    mutating func split(
        _ text: ByteString, _ separator: ByteString, _ shell: inout Shell
    ) throws(AwkFault) -> [ByteString] {
        if text.isEmpty { return [] }
        try charge(text.count, &shell)
        if separator == " " {
            return text.split { $0 == 0x20 || $0 == 0x09 || $0 == 0x0a }.prefix(Self.mostFields).map { ByteString($0) }
        }
        if separator.isEmpty { return text.prefix(Self.mostFields).map { ByteString([$0]) } }
        if separator.count == 1, separator[0] != UInt8(ascii: "|") || true,
            !"\\^$.[]()*+?{}".utf8.contains(separator[0])
        {
            return text.split(separator: separator[0], maxSplits: Self.mostFields, omittingEmptySubsequences: false).map
            {
                ByteString($0)
            }
        }
        let expression = try compiled(separator)
        try charge(text.count * (1 + expression.size / 8), &shell)
        var parts: [ByteString] = []
        var position = 0
        var start = 0
        while position <= text.count, parts.count < Self.mostFields,
            let match = expression.firstMatch(in: text.bytes, from: position)
        {
            if match.range.isEmpty {
                position = match.range.upperBound + 1
                continue
            }
            parts.append(ByteString(text[start..<match.range.lowerBound]))
            start = match.range.upperBound
            position = start
        }
        parts.append(ByteString(text[start...]))
        if separator == "[ \t\n]+", parts.first == "" { parts.removeFirst() }
        return parts
    }

    mutating func compiled(_ pattern: ByteString) throws(AwkFault) -> RegularExpression {
        if let known = expressions[pattern] { return known }
        do {
            let expression = try RegularExpression(pattern, syntax: .extended)
            if expressions.count < 200 { expressions[pattern] = expression }
            return expression
        } catch {
            throw AwkFault(message: "regular expression compile failed (\(error.message.lowercased))\n\(pattern)")
        }
    }

    /// The next record of the operands, or of standard input.
    mutating func nextRecord(_ shell: inout Shell) throws(AwkFault) -> ByteString? {
        while true {
            if var open = input {
                let line = takeRecord(&open.bytes, &open.position)
                input = open
                if let line {
                    try charge(line.count + 16, &shell)
                    variables["NR"] = .number((variables["NR"]?.number ?? 0) + 1)
                    variables["FNR"] = .number((variables["FNR"]?.number ?? 0) + 1)
                    return line
                }
                input = nil
            }
            guard try openNext(&shell) else { return nil }
        }
    }

    mutating func openNext(_ shell: inout Shell) throws(AwkFault) -> Bool {
        variables["FNR"] = .number(0)
        while !inputs.isEmpty {
            let operand = inputs.removeFirst()
            if let sign = operand.firstIndex(of: UInt8(ascii: "=")), sign > 0, operand[0].isNameStart,
                operand[..<sign].allSatisfy({ $0.isName })
            {
                setVariable(ByteString(operand[..<sign]), AwkLexer.unescaped(Array(operand[(sign + 1)...])))
                continue
            }
            hasReadOperand = true
            guard let bytes = try read(operand, &shell) else {
                throw AwkFault(message: "cannot open \(operand) (\(Self.lastFault(operand, shell)))")
            }
            variables["FILENAME"] = .text(operand)
            input = (bytes, 0)
            return true
        }
        guard !hasReadOperand else { return false }
        hasReadOperand = true
        guard let bytes = try read("-", &shell) else { return false }
        input = (bytes, 0)
        return true
    }

    static func lastFault(_ path: ByteString, _ shell: Shell) -> ByteString {
        do {
            _ = try shell.files.find(path, from: shell.scope.directory)
            return "Is a directory"
        } catch {
            return error.message
        }
    }

    func read(_ path: ByteString, _ shell: inout Shell) throws(AwkFault) -> [UInt8]? {
        let result = path == "-" || path == "/dev/stdin" ? shell.readInput() : try? shell.read(path: path)
        switch result {
        case .bytes(let bytes): return bytes
        case .terminal: return []
        case .endless: throw AwkFault(message: "", isSpent: true)
        case nil: return nil
        }
    }

    func takeRecord(_ bytes: inout [UInt8], _ position: inout Int) -> ByteString? {
        let separator = string("RS")
        guard position < bytes.count else { return nil }
        if separator.isEmpty {
            while position < bytes.count, bytes[position] == 0x0a { position += 1 }
            guard position < bytes.count else { return nil }
            var end = position
            while end < bytes.count, !(bytes[end] == 0x0a && (end + 1 >= bytes.count || bytes[end + 1] == 0x0a)) {
                end += 1
            }
            defer { position = min(end + 2, bytes.count) }
            return ByteString(bytes[position..<end])
        }
        let mark = separator[0]
        let end = bytes[position...].firstIndex(of: mark) ?? bytes.count
        defer { position = min(end + 1, bytes.count) }
        return ByteString(bytes[position..<end])
    }

    mutating func setVariable(_ name: ByteString, _ text: ByteString) { variables[name] = .input(text) }
}
