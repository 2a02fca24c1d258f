internal import Glibc

/// Builtins of an awk program.
extension AwkRun {
    mutating func builtin(
        _ name: ByteString, _ arguments: [AwkExpression], _ shell: inout Shell
    ) throws(AwkFault) -> AwkValue {
        func need(_ count: Int) throws(AwkFault) {
            guard arguments.count >= count else { throw AwkFault(message: "not enough arguments to \(name)") }
        }
        switch name {
        case "length":
            guard let first = arguments.first else { return .number(Double(record.count)) }
            if case .variable(let variable) = first, let array = arrays[arrayName(variable)], variables[variable] == nil
            {
                return .number(Double(array.count))
            }
            return .number(Double(try value(of: first, &shell).text(string("CONVFMT")).count))
        case "split":
            try need(2)
            let text = try value(of: arguments[0], &shell).text()
            guard case .variable(let array) = arguments[1] else { throw AwkFault(message: "split: not an array") }
            let separator = arguments.count > 2 ? try pattern(arguments[2], &shell) : string("FS")
            let parts = try split(text, separator, &shell)
            var elements: [ByteString: AwkValue] = [:]
            for (index, part) in parts.enumerated() { elements["\(index + 1)"] = .input(part) }
            arrays[arrayName(array)] = elements
            return .number(Double(parts.count))
        case "sub", "gsub":
            try need(2)
            return try substitute(arguments, all: name == "gsub", &shell)
        case "match":
            try need(2)
            let text = try value(of: arguments[0], &shell).text()
            let expression = try compiled(try pattern(arguments[1], &shell))
            try charge(text.count * (1 + expression.size / 8), &shell)
            let match = expression.firstMatch(in: text.bytes, from: 0)?.range
            variables["RSTART"] = .number(Double(match.map { $0.lowerBound + 1 } ?? 0))
            variables["RLENGTH"] = .number(Double(match?.count ?? -1))
            return variables["RSTART"] ?? .number(0)
        default: break
        }
        var values: [AwkValue] = []
        for argument in arguments { values.append(try value(of: argument, &shell)) }
        return try plainBuiltin(name, values, &shell)
    }

    mutating func plainBuiltin(
        _ name: ByteString, _ values: [AwkValue], _ shell: inout Shell
    ) throws(AwkFault) -> AwkValue {
        let first = values.first ?? .none
        switch name {
        case "substr":
            let text = first.text(string("CONVFMT"))
            var start = (values.count > 1 ? values[1].number : 1).rounded()
            var count = values.count > 2 ? values[2].number.rounded() : Double.infinity
            if start < 1 {
                // mawk 1.3.4 20200120 makes it longer by what lies before the text.
                count -= start
                start = 1
            }
            let end = start + count
            let from = Int(max(1, min(Double(text.count) + 1, start.isNaN ? 1 : start)))
            let to = Int(max(1, min(Double(text.count) + 1, end.isNaN ? 1 : end)))
            return .text(from < to ? ByteString(text[(from - 1)..<(to - 1)]) : "")
        case "index":
            let (text, part) = (first.text(), values.count > 1 ? values[1].text() : "")
            try charge(text.count, &shell)
            guard part.count <= text.count else { return .number(0) }
            for start in 0...(text.count - part.count) where text[start...].starts(with: part) {
                return .number(Double(start + 1))
            }
            return .number(0)
        case "sprintf":
            let (text, isComplete) = AwkFormat.text(first.text(), Array(values.dropFirst()))
            guard isComplete else { throw runtime("not enough arguments passed to sprintf(\"\(first.text())\")") }
            return .text(ByteString(text))
        case "tolower": return .text(first.text().lowercased)
        case "toupper": return .text(ByteString(first.text().map { $0.uppercased }))
        case "int": return .number(first.number.rounded(.towardZero))
        case "sin": return .number(sin(first.number))
        case "cos": return .number(cos(first.number))
        case "exp": return .number(exp(first.number))
        case "log": return .number(log(first.number))
        case "sqrt": return .number(first.number.squareRoot())
        case "atan2": return .number(atan2(first.number, values.count > 1 ? values[1].number : 0))
        case "rand": return .number(Double(generator.next() >> 11) / 9_007_199_254_740_992)
        case "srand":
            let before = randomSeed
            randomSeed = values.isEmpty ? Double(shell.files.now) : first.number
            generator = SeededGenerator(seed: randomSeed.bitPattern)
            return .number(before)
        case "systime": return .number(Double(shell.files.now))
        case "strftime":
            let seconds = values.count > 1 ? Int64(max(-1e12, min(1e12, values[1].number))) : shell.files.now
            return .text(TimeFormat.text(of: seconds, values.isEmpty ? "%c" : first.text()))
        case "system":
            for writer in writers where writer.kind != .command { try flush(writer, &shell) }
            writers.removeAll { $0.kind != .command }
            let (output, status) = shell.runCommand(first.text(), input: nil)
            shell.print(output)
            return .number(Double(status))
        case "close":
            let target = first.text()
            readers[target] = nil
            guard let index = writers.firstIndex(where: { $0.name == target }) else { return .number(-1) }
            try flush(writers.remove(at: index), &shell)
            return .number(0)
        default: return .number(0)
        }
    }

    mutating func substitute(
        _ arguments: [AwkExpression], all: Bool, _ shell: inout Shell
    ) throws(AwkFault) -> AwkValue {
        let expression = try compiled(try pattern(arguments[0], &shell))
        let replacement = try value(of: arguments[1], &shell).text(string("CONVFMT"))
        let target = arguments.count > 2 ? arguments[2] : .field(.number(0))
        let text = try value(of: target, &shell).text(string("CONVFMT"))
        try charge(text.count * (1 + expression.size / 8), &shell)
        var result = ByteString()
        var position = 0
        var count = 0
        var previousEnd = -1
        while position <= text.count, let match = expression.firstMatch(in: text.bytes, from: position) {
            let range = match.range
            result += ByteString(text[position..<range.lowerBound])
            if !(range.isEmpty && range.lowerBound == previousEnd) {
                count += 1
                result += Self.filled(replacement, ByteString(text[range]))
            }
            previousEnd = range.upperBound
            position = range.upperBound
            if range.isEmpty {
                if position < text.count { result.append(text[position]) }
                position += 1
            }
            try charge(16 + replacement.count, &shell)
            guard result.count <= Self.mostBytes / 8 else { throw AwkFault(message: "", isSpent: true) }
            if !all { break }
        }
        guard count > 0 else { return .number(0) }
        if position < text.count { result += ByteString(text[position...]) }
        try assign(target, .text(result), &shell)
        return .number(Double(count))
    }

    /// `&` stands for what was found, `\\&` for itself.
    static func filled(_ replacement: ByteString, _ found: ByteString) -> ByteString {
        var text = ByteString()
        var rest = replacement[...]
        while let byte = rest.popFirst() {
            if byte == UInt8(ascii: "\\"), let next = rest.first, next == UInt8(ascii: "&") || next == byte {
                rest.removeFirst()
                text.append(next)
            } else if byte == UInt8(ascii: "&") {
                text += found
            } else {
                text.append(byte)
            }
        }
        return text
    }
}
