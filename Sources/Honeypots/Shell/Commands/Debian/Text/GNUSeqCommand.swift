struct GNUSeqCommand: ShellCommand {
    static let names: [ByteString] = ["seq"]

    static func run(_ words: [ByteString], in shell: inout Shell) -> CommandOutcome {
        var separator: ByteString = "\n"
        var format: ByteString?
        var isPadded = false
        var rest = words.dropFirst()
        // Negative numbers are operands.
        while let word = rest.first, word.count > 1, word[0] == UInt8(ascii: "-"), !word[1].isDigit, word[1] != 0x2e {
            rest.removeFirst()
            if word == "--" { break }
            switch word {
            case "-w", "--equal-width": isPadded = true
            case "-s": separator = rest.popFirst() ?? "\n"
            case "-f": format = rest.popFirst()
            case let word where word.hasPrefix("-s"): separator = ByteString(word.dropFirst(2))
            case let word where word.hasPrefix("--separator="): separator = ByteString(word.dropFirst(12))
            case let word where word.hasPrefix("-f"): format = ByteString(word.dropFirst(2))
            default:
                return shell.refuse(
                    "seq",
                    word.hasPrefix("--")
                        ? "unrecognized option '\(word)'" : "invalid option -- '\(word.dropFirst().prefix(1))'")
            }
        }
        guard !rest.isEmpty else { return shell.refuse("seq", "missing operand") }
        if rest.count > 3, let extra = rest.dropFirst(3).first {
            return shell.refuse("seq", "extra operand '\(extra)'")
        }
        var numbers: [Double] = []
        var digits = 0
        for operand in rest {
            let (value, length) = DecimalFormat.number(operand)
            guard length == operand.count, length > 0 else {
                return shell.refuse("seq", "invalid floating point argument: '\(operand)'")
            }
            numbers.append(value)
            if let point = operand.firstIndex(of: 0x2e) { digits = max(digits, operand.count - point - 1) }
        }
        let (first, step, last) = (
            numbers.count == 1 ? 1 : numbers[0], numbers.count == 3 ? numbers[1] : 1, numbers[numbers.count - 1]
        )
        guard step != 0 else {
            return shell.refuse("seq", "invalid Zero increment value: '\(rest.dropFirst().first ?? "")'")
        }
        func shown(_ value: Double) -> [UInt8] {
            format.map { AwkFormat.text($0, [.number(value)]).output }
                ?? DecimalFormat.text(value, conversion: UInt8(ascii: "f"), precision: digits)
        }
        let width = isPadded ? max(shown(first).count, shown(last).count) : 0
        var index = 0.0
        var chunk: [UInt8] = []
        while true {
            let value = first + index * step
            guard step > 0 ? value <= last + step.magnitude * 1e-10 : value >= last - step.magnitude * 1e-10 else {
                break
            }
            var text = shown(value)
            if text.count < width {
                let sign = text.first == 0x2d ? 1 : 0
                text.insert(contentsOf: [UInt8](repeating: 0x30, count: width - text.count), at: sign)
            }
            if index > 0 { chunk += separator }
            chunk += text
            index += 1
            if chunk.count > 4096 {
                guard shell.print(chunk) else { return .failure }
                chunk = []
            }
            guard shell.charge(8) else { return .endless }
        }
        if index > 0 { chunk.append(0x0a) }
        shell.print(chunk)
        return .success
    }
}
