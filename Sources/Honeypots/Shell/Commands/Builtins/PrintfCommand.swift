/// `printf`: the format is used again as long as there are arguments.
struct PrintfCommand: ShellCommand {
    static let names: [ByteString] = ["printf"]
    static let place = CommandPlace.both
    static let usage: ByteString = "printf FORMAT [ARG]..."

    static func run(_ words: [ByteString], in shell: inout Shell) -> CommandOutcome {
        guard words.count > 1 else {
            return shell.fail(shell.scope.name, "usage: printf FORMAT [ARGUMENT...]", status: 2)
        }
        var formatter = PrintfFormatter(arguments: words.dropFirst(2))
        let format = words[1].bytes
        repeat {
            let before = formatter.arguments.count
            formatter.format(format)
            guard shell.charge(format.count + 8), formatter.output.count <= Shell.mostWordBytes else { break }
            // A format that takes nothing would go on for ever.
            if formatter.isEnded || formatter.arguments.count == before { break }
        } while !formatter.arguments.isEmpty
        // What was printed before a mistake comes before its message.
        var printed = 0
        for fault in formatter.faults {
            shell.print(formatter.output[printed..<fault.offset])
            printed = fault.offset
            shell.print("\(shell.scope.name.drop { $0 == UInt8(ascii: "-") }): \(fault.message)\n", to: 2)
        }
        shell.print(formatter.output[printed...])
        return .exit(formatter.faults.isEmpty ? 0 : 1)
    }
}

/// One pass after the other over a format of `printf`.
struct PrintfFormatter: Sendable {
    /// Blanks and zeros one directive can add.
    private static let mostPadding = 4096

    var arguments: ArraySlice<ByteString>
    private(set) var output: [UInt8] = []
    private(set) var faults: [(message: ByteString, offset: Int)] = []
    /// `\c` or a wrong directive ended the output.
    private(set) var isEnded = false

    /// Whose `printf` it is: they differ in messages and in what they know.
    enum Style: Hashable, Sendable {
        case busybox
        case bash
        case dash
        case gnu
    }
    private let style: Style
    private let now: Int64

    init(arguments: ArraySlice<ByteString>, style: Style = .busybox, now: Int64 = 0) {
        self.arguments = arguments
        self.style = style
        self.now = now
    }

    mutating func format(_ format: [UInt8]) {
        var rest = format[...]
        while let byte = rest.popFirst(), !isEnded {
            switch byte {
            case UInt8(ascii: "\\"):
                if rest.first == UInt8(ascii: "c") { return isEnded = true }
                output += EchoEscapes.take(&rest, style: style == .busybox ? .format : .gnuFormat)
            case UInt8(ascii: "%"):
                if rest.first == UInt8(ascii: "%") {
                    rest.removeFirst()
                    output.append(byte)
                } else {
                    directive(&rest, format)
                }
            default: output.append(byte)
            }
        }
    }

    /// A directive of printf(3) behind its `%`.
    private mutating func directive(_ rest: inout ArraySlice<UInt8>, _ format: [UInt8]) {
        let flags = rest.prefix { "-+ #0".utf8.contains($0) }
        rest = rest.dropFirst(flags.count)
        let width = takeNumber(&rest)
        var precision: Int?
        if rest.first == UInt8(ascii: ".") {
            rest.removeFirst()
            precision = takeNumber(&rest) ?? 0
        }
        if style == .bash, rest.first == UInt8(ascii: "("), let close = rest.firstIndex(of: UInt8(ascii: ")")),
            close + 1 < rest.endIndex, rest[close + 1] == UInt8(ascii: "T")
        {
            let inside = rest[(rest.startIndex + 1)..<close]
            rest = rest[(close + 2)...]
            let seconds = arguments.popFirst()?.decimal ?? -1
            return pad(
                Array(TimeFormat.text(of: Int64(seconds < 0 ? Int(now) : seconds), ByteString(inside))), to: width ?? 0,
                flags)
        }
        if style == .busybox || rest.first != UInt8(ascii: "q") { rest = rest.drop { "lhLqjzt".utf8.contains($0) } }
        guard let conversion = rest.popFirst() else { return refuse(format) }
        let text: [UInt8]
        switch conversion {
        case UInt8(ascii: "s"):
            let argument = arguments.popFirst() ?? ""
            text = precision.map { Array(argument.prefix($0)) } ?? argument.bytes
        case UInt8(ascii: "b"):
            let (bytes, ends) = EchoEscapes.expand(
                arguments.popFirst() ?? "", style: style == .busybox ? .echo : .bashEcho)
            text = bytes
            isEnded = ends
        case UInt8(ascii: "c"): text = (arguments.popFirst() ?? "").first.map { [$0] } ?? [0]
        case UInt8(ascii: "d"), UInt8(ascii: "i"), UInt8(ascii: "u"): text = number(flags, precision, radix: 10)
        case UInt8(ascii: "x"): text = number(flags, precision, radix: 16)
        case UInt8(ascii: "X"):
            text = number(flags, precision, radix: 16).map { (0x61...0x66).contains($0) ? $0 - 32 : $0 }
        case UInt8(ascii: "o"): text = number(flags, precision, radix: 8)
        case UInt8(ascii: "f"), UInt8(ascii: "F"), UInt8(ascii: "e"), UInt8(ascii: "E"), UInt8(ascii: "g"),
            UInt8(ascii: "G"):
            guard style != .busybox else { return refuse(format) }
            output += DecimalFormat.text(
                decimal(), conversion: conversion, precision: precision ?? 6, flags: flags, width: width ?? 0)
            return
        case UInt8(ascii: "q") where style == .bash || style == .gnu:
            text = (arguments.popFirst() ?? "").escapedForShell.bytes
        default:
            if style != .busybox {
                let what: ByteString =
                    style == .bash
                    ? "`\(ByteString([conversion]))': invalid format character"
                    : "%\(ByteString([conversion])): invalid directive"
                faults.append((what, output.count))
                return isEnded = true
            }
            return refuse(format)
        }
        pad(text, to: width ?? 0, flags)
    }

    private mutating func refuse(_ format: [UInt8]) {
        faults.append(("\(ByteString(format)): invalid format", output.count))
        isEnded = true
    }

    private mutating func takeNumber(_ rest: inout ArraySlice<UInt8>) -> Int? {
        if rest.first == UInt8(ascii: "*") {
            rest.removeFirst()
            return min(arguments.popFirst()?.decimal ?? 0, Self.mostPadding)
        }
        let digits = rest.prefix { $0.isDigit }
        rest = rest.dropFirst(digits.count)
        return digits.isEmpty ? nil : min(digits.decimal ?? Self.mostPadding, Self.mostPadding)
    }

    private mutating func number(_ flags: ArraySlice<UInt8>, _ precision: Int?, radix: Int) -> [UInt8] {
        let argument = arguments.popFirst() ?? ""
        let value = value(of: argument)
        let magnitude = radix == 10 ? String(value.magnitude) : String(UInt(bitPattern: value), radix: radix)
        var digits = Array(magnitude.utf8)
        if let precision, digits.count < precision {
            digits.insert(
                contentsOf: [UInt8](repeating: 0x30, count: min(precision, Self.mostPadding) - digits.count), at: 0)
        }
        if radix == 16, flags.contains(UInt8(ascii: "#")) { digits = [0x30, 0x78] + digits }
        if radix == 10, value < 0 { return [0x2d] + digits }
        return radix == 10 && flags.contains(UInt8(ascii: "+")) ? [0x2b] + digits : digits
    }

    /// A number as strtol(3) reads it, or the code of the character behind a quote.
    private mutating func value(of argument: ByteString) -> Int {
        if let quote = argument.first, quote == UInt8(ascii: "'") || quote == UInt8(ascii: "\"") {
            return Int(argument.dropFirst().first ?? 0)
        }
        let isNegative = argument.first == UInt8(ascii: "-")
        let digits = isNegative || argument.first == UInt8(ascii: "+") ? argument.dropFirst() : argument[...]
        guard !digits.isEmpty, let value = Arithmetic.number(digits) else {
            if style != .busybox { return lenientValue(of: argument) }
            faults.append(("invalid number '\(argument)'", output.count))
            return 0
        }
        return isNegative ? 0 &- value : value
    }

    /// What bash and GNU make of what is no number: as far as it is one, and a message.
    private mutating func lenientValue(of argument: ByteString) -> Int {
        if argument.isEmpty { return 0 }
        let sign = argument.prefix { $0 == 0x2d || $0 == 0x2b }.prefix(1)
        let digits = argument.dropFirst(sign.count).prefix { $0.isDigit }
        let isPartial = !digits.isEmpty
        let message: ByteString =
            switch style {
            case .gnu:
                isPartial ? "'\(argument)': value not completely converted" : "'\(argument)': expected a numeric value"
            case .dash: isPartial ? "\(argument): not completely converted" : "\(argument): expected numeric value"
            case .bash, .busybox: "\(argument): invalid number"
            }
        faults.append((message, output.count))
        let value = Arithmetic.number(digits) ?? 0
        return sign.first == 0x2d ? 0 &- value : value
    }

    private mutating func decimal() -> Double {
        guard let argument = arguments.popFirst(), !argument.isEmpty else { return 0 }
        let (value, length) = DecimalFormat.number(argument)
        if length < argument.count {
            let message: ByteString =
                style == .gnu ? "'\(argument)': expected a numeric value" : "\(argument): invalid number"
            faults.append((message, output.count))
        }
        return value
    }

    private mutating func pad(_ text: [UInt8], to width: Int, _ flags: ArraySlice<UInt8>) {
        let padding = max(0, width - text.count)
        if flags.contains(UInt8(ascii: "-")) {
            output += text + [UInt8](repeating: 0x20, count: padding)
        } else if flags.contains(UInt8(ascii: "0")), text.last.map({ $0.hexadecimalValue != nil }) ?? false {
            let sign = text.prefix { $0 == 0x2d || $0 == 0x2b }
            output += sign + [UInt8](repeating: 0x30, count: padding) + text.dropFirst(sign.count)
        } else {
            output += [UInt8](repeating: 0x20, count: padding) + text
        }
    }
}

extension ByteString {
    /// As `printf %q` writes it: with backslashes.
    var escapedForShell: ByteString {
        if isEmpty { return "''" }
        if contains(where: { $0 < 0x20 || $0 == 0x7f }) {
            var text: ByteString = "$'"
            for byte in self {
                switch byte {
                case 0x0a: text += "\\n"
                case 0x09: text += "\\t"
                case 0x1b: text += "\\E"
                case UInt8(ascii: "'"), UInt8(ascii: "\\"): text += ByteString([UInt8(ascii: "\\"), byte])
                default: text.append(byte)
                }
            }
            return text + "'"
        }
        var text = ByteString()
        for (index, byte) in enumerated() {
            let isPlain = byte.isName || "-+./:=@%^,".utf8.contains(byte) && byte != UInt8(ascii: "^")
            let isLater = index > 0 && (byte == UInt8(ascii: "#") || byte == UInt8(ascii: "~"))
            if !isPlain, !isLater || byte == UInt8(ascii: ",") { text.append(UInt8(ascii: "\\")) }
            text.append(byte)
        }
        return text
    }
}
