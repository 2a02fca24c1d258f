/// A value of awk: a number, a text, or a text from outside that counts as the number it looks like.
enum AwkValue: Sendable {
    case none
    case number(Double)
    case text(ByteString)
    case input(ByteString)

    var number: Double {
        switch self {
        case .none: 0
        case .number(let value): value
        case .text(let text), .input(let text): DecimalFormat.number(text).value
        }
    }

    /// As it is printed or joined, by the format of numbers.
    func text(_ format: ByteString = "%.6g") -> ByteString {
        switch self {
        case .none: ""
        case .number(let value): Self.text(of: value, format)
        case .text(let text), .input(let text): text
        }
    }

    static func text(of value: Double, _ format: ByteString) -> ByteString {
        if value.isNaN { return value.sign == .minus ? "-nan" : "nan" }
        if value.isInfinite { return value < 0 ? "-inf" : "inf" }
        // mawk writes whole numbers whole as long as they fit into 32 bits.
        if value == value.rounded(), value.magnitude < 2_147_483_648 { return "\(Int64(value))" }
        return ByteString(AwkFormat.number(value, format))
    }

    var isTrue: Bool {
        switch self {
        case .none: false
        case .number(let value): value != 0
        case .text(let text): !text.isEmpty
        case .input(let text): looksNumeric ? number != 0 : !text.isEmpty
        }
    }

    var looksNumeric: Bool {
        switch self {
        case .none, .number: return true
        case .text: return false
        case .input(let text):
            let (_, length) = DecimalFormat.number(text)
            return length > 0 && text.dropFirst(length).allSatisfy { $0.isSpace }
        }
    }

    /// -1, 0 or 1.
    static func compare(_ a: Self, _ b: Self) -> Int {
        if a.looksNumeric, b.looksNumeric {
            let (x, y) = (a.number, b.number)
            return x < y ? -1 : x == y ? 0 : 1
        }
        let (x, y) = (a.text(), b.text())
        return x < y ? -1 : x == y ? 0 : 1
    }
}

/// `printf` of awk.
enum AwkFormat {
    static func number(_ value: Double, _ format: ByteString) -> [UInt8] {
        text(format, [.number(value)]).output
    }

    /// Not complete: there are fewer values than the format wants.
    static func text(_ format: ByteString, _ values: [AwkValue]) -> (output: [UInt8], isComplete: Bool) {
        var output: [UInt8] = []
        var values = values[...]
        var rest = format[...]
        while let byte = rest.popFirst(), output.count < Shell.mostWordBytes {
            guard byte == UInt8(ascii: "%") else {
                output.append(byte)
                continue
            }
            let flags = rest.prefix { "-+ #0".utf8.contains($0) }
            rest = rest.dropFirst(flags.count)
            func takeNumber() -> Int? {
                if rest.first == UInt8(ascii: "*") {
                    rest.removeFirst()
                    return Int(clamping: Int64(max(-4096, min(4096, values.popFirst()?.number ?? 0))))
                }
                let digits = rest.prefix { $0.isDigit }
                rest = rest.dropFirst(digits.count)
                return digits.isEmpty ? nil : min(digits.decimal ?? 4096, 4096)
            }
            var width = takeNumber()
            var precision: Int?
            if rest.first == UInt8(ascii: ".") {
                rest.removeFirst()
                precision = takeNumber() ?? 0
            }
            rest = rest.drop { "lhLqjzt".utf8.contains($0) }
            guard let conversion = rest.popFirst() else {
                output.append(byte)
                break
            }
            if conversion == byte {
                output.append(byte)
                continue
            }
            guard let value = values.popFirst() else { return (output, false) }
            var isLeft = flags.contains(0x2d)
            if let given = width, given < 0 {
                isLeft = true
                width = -given
            }
            switch conversion {
            case UInt8(ascii: "d"), UInt8(ascii: "i"):
                output += integer(value.number, flags, precision, radix: 10, width ?? 0, isLeft)
            case UInt8(ascii: "u"): output += integer(value.number, flags, precision, radix: 10, width ?? 0, isLeft)
            case UInt8(ascii: "o"): output += integer(value.number, flags, precision, radix: 8, width ?? 0, isLeft)
            case UInt8(ascii: "x"): output += integer(value.number, flags, precision, radix: 16, width ?? 0, isLeft)
            case UInt8(ascii: "X"):
                output += integer(value.number, flags, precision, radix: 16, width ?? 0, isLeft).map { $0.uppercased }
            case UInt8(ascii: "e"), UInt8(ascii: "E"), UInt8(ascii: "f"), UInt8(ascii: "F"), UInt8(ascii: "g"),
                UInt8(ascii: "G"):
                output += DecimalFormat.text(
                    value.number, conversion: conversion, precision: precision ?? 6,
                    flags: Array(flags) + (isLeft ? [0x2d] : []), width: width ?? 0)
            case UInt8(ascii: "c"):
                var text = value.text().bytes
                if case .number(let number) = value {
                    text = [UInt8(truncatingIfNeeded: Int64(max(-1e9, min(1e9, number))))]
                }
                output += padded(Array(text.prefix(1)), width ?? 0, isLeft)
            case UInt8(ascii: "s"):
                let text = value.text().bytes
                output += padded(precision.map { Array(text.prefix(max(0, $0))) } ?? text, width ?? 0, isLeft)
            default: output += [byte, conversion]
            }
        }
        return (output, true)
    }

    private static func padded(_ text: [UInt8], _ width: Int, _ isLeft: Bool) -> [UInt8] {
        let blanks = [UInt8](repeating: 0x20, count: max(0, width - text.count))
        return isLeft ? text + blanks : blanks + text
    }

    private static func integer(
        _ value: Double, _ flags: ArraySlice<UInt8>, _ precision: Int?, radix: Int, _ width: Int, _ isLeft: Bool
    ) -> [UInt8] {
        if value.isNaN { return padded(Array((value.sign == .minus ? "-nan" : "nan").utf8), width, isLeft) }
        let whole = Int64(max(-9_223_372_036_854_774_784, min(9_223_372_036_854_774_784, value)))
        var digits = Array(
            (radix == 10 ? String(whole.magnitude) : String(UInt64(bitPattern: whole), radix: radix)).utf8)
        if let precision, digits.count < precision {
            digits = [UInt8](repeating: 0x30, count: min(precision, 4096) - digits.count) + digits
        }
        var sign: [UInt8] = []
        if radix == 10 {
            sign = whole < 0 ? [0x2d] : flags.contains(0x2b) ? [0x2b] : flags.contains(0x20) ? [0x20] : []
        } else if flags.contains(UInt8(ascii: "#")), whole != 0 {
            sign = radix == 16 ? [0x30, 0x78] : [0x30]
        }
        if flags.contains(0x30), !isLeft, precision == nil {
            digits = [UInt8](repeating: 0x30, count: max(0, width - sign.count - digits.count)) + digits
        }
        return padded(sign + digits, width, isLeft)
    }
}
