/// `numfmt` of coreutils, for numbers alone.
struct NumberFormatCommand: ShellCommand {
    static let names: [ByteString] = ["numfmt"]

    private static let long: [GNUOptions.Long] = [
        .init("to", "t", .required), .init("from", "f", .required), .init("suffix", "s", .required),
        .init("padding", "p", .required), .init("field", "k", .required), .init("header", "H", .optional),
        .init("delimiter", "d", .required), .init("round", "r", .required), .init("invalid", "i", .required),
    ]

    static func run(_ words: [ByteString], in shell: inout Shell) -> CommandOutcome {
        guard case .options(let options) = GNUOptions.read(words, "d:z", long, in: &shell) else {
            return .exit(shell.usageStatus)
        }
        var numbers = options.operands
        if numbers.isEmpty {
            switch shell.readInput() {
            case .terminal: return .collectingInput
            case .endless: return .endless
            case .bytes(let bytes): numbers = bytes.lines.map { ByteString($0) }
            }
        }
        for text in numbers {
            guard shell.charge(60) else { return .endless }
            let digits = text.prefix { $0.isDigit || $0 == UInt8(ascii: ".") || $0 == UInt8(ascii: "-") }
            guard let number = Double(String(decoding: digits, as: UTF8.self)) else {
                return shell.fail("numfmt", "invalid number: '\(text)'", status: 2)
            }
            let unit = ByteString(text.dropFirst(digits.count))
            guard let value = scaled(number, unit, options.argument("f")) else {
                return shell.fail(
                    "numfmt",
                    options.argument("f") == nil
                        ? "rejecting suffix in input: '\(text)' (consider using --from)"
                        : "invalid suffix in input: '\(text)'", status: 2)
            }
            shell.print(shown(value, options.argument("t")) + (options.argument("s") ?? "") + "\n")
        }
        return .success
    }

    private static let units = Array("KMGTPEZY".utf8)

    private static func scaled(_ number: Double, _ unit: ByteString, _ from: ByteString?) -> Double? {
        guard let letter = unit.first else { return number }
        guard let from, let index = units.firstIndex(of: letter) else { return nil }
        let isBinary = from == "iec" || from == "iec-i" || from == "auto" && unit.count > 1
        var value = number
        for _ in 0...index { value *= isBinary ? 1024 : 1000 }
        return value
    }

    private static func shown(_ value: Double, _ to: ByteString?) -> ByteString {
        guard let to, to != "none" else {
            return ByteString(DecimalFormat.text(value, conversion: UInt8(ascii: "f"), precision: 0))
        }
        let step: Double = to == "si" ? 1000 : 1024
        var (rest, index) = (value, 0)
        while abs(rest) >= step, index < units.count {
            rest /= step
            index += 1
        }
        guard index > 0 else {
            return ByteString(DecimalFormat.text(rest, conversion: UInt8(ascii: "f"), precision: 0))
        }
        let isSmall = abs(rest) < 10
        let rounded = isSmall ? (rest * 10).rounded(.up) / 10 : rest.rounded(.up)
        let digits = DecimalFormat.text(rounded, conversion: UInt8(ascii: "f"), precision: rounded < 10 ? 1 : 0)
        return ByteString(digits) + ByteString([units[index - 1]]) + (to == "iec-i" ? "i" : "")
    }
}
