import Glibc

/// Numbers as Redis reads and writes them.
enum RedisNumber {
    /// The most characters a 64-bit number takes: a sign and 19 digits.
    private static let longestInteger = 20

    /// A whole number in its only accepted spelling: no sign `+`, no leading zero, no blank, within 64 bits.
    static func integer(_ text: some Collection<UInt8>) -> Int64? {
        guard !text.isEmpty, text.count <= longestInteger else { return nil }
        var digits = text[...]
        let isNegative = digits.first == UInt8(ascii: "-")
        if isNegative { digits = digits.dropFirst() }
        guard let first = digits.first else { return nil }
        if first == UInt8(ascii: "0") { return text.count == 1 ? 0 : nil }
        var value: Int64 = 0
        for digit in digits {
            guard digit >= UInt8(ascii: "0"), digit <= UInt8(ascii: "9") else { return nil }
            let step = Int64(digit - UInt8(ascii: "0"))
            let (product, overflow) = value.multipliedReportingOverflow(by: 10)
            let (sum, overflowed) =
                isNegative ? product.subtractingReportingOverflow(step) : product.addingReportingOverflow(step)
            guard !overflow, !overflowed else { return nil }
            value = sum
        }
        return value
    }

    /// A floating-point number as `strtod` takes it (infinities and hexadecimal too), with nothing around it; neither
    /// NaN nor a number too large to be told from infinity.
    static func double(_ text: some Collection<UInt8>) -> Double? {
        guard text.count <= longestDouble, !text.contains(0), let value = Double(String(decoding: text, as: UTF8.self))
        else { return nil }
        if value.isNaN { return nil }
        if value.isInfinite, !text.contains(where: { $0 | 0x20 == UInt8(ascii: "n") }) { return nil }
        return value
    }

    /// A floating-point number as C code reads it that only looks at where `strtod` stopped: blanks may stand before it,
    /// and nothing at all is zero.
    static func looseDouble(_ text: some Collection<UInt8>) -> Double? {
        text.isEmpty ? 0 : double(text.drop(while: RedisText.isBlank))
    }

    private static let longestDouble = 256

    /// A score on the wire: C's `%.17g`, with `inf` and `-inf`.
    static func text(_ value: Double) -> String {
        if value.isInfinite { return value > 0 ? "inf" : "-inf" }
        if value == value.rounded(), abs(value) < 1e15 {
            return value == 0 && value.sign == .minus ? "-0" : String(Int64(value))
        }
        return format("%.17g", value)
    }

    // The real server counts in the C compiler's `long double`, which has 64 bits of precision on the machines that
    // personas show.
    #if arch(x86_64)
        private typealias LongDouble = Float80
    #else
        private typealias LongDouble = Double
    #endif

    /// The sum of two numbers as the floating-point counters store it: C's `%.17Lf` without trailing zeros.
    static func sum(_ a: [UInt8], _ b: [UInt8]) throws(RedisFault) -> [UInt8] {
        func longDouble(_ text: [UInt8]) -> LongDouble { LongDouble(String(decoding: text, as: UTF8.self)) ?? 0 }
        let sum = longDouble(a) + longDouble(b)
        guard sum.isFinite else { throw .notNumberOrInfinite }
        // 4,933 digits are the most a long double has, a point and 17 decimals follow.
        var text = withUnsafeTemporaryAllocation(of: CChar.self, capacity: 5_000) { buffer in
            let format = LongDouble.self == Double.self ? "%.17f" : "%.17Lf"
            let count = withVaList([sum]) { vsnprintf(buffer.baseAddress, buffer.count, format, $0) }
            return buffer.prefix(max(0, Int(count))).map { UInt8(bitPattern: $0) }
        }
        while text.last == UInt8(ascii: "0") { text.removeLast() }
        if text.last == UInt8(ascii: ".") { text.removeLast() }
        return text == Array("-0".utf8) ? [UInt8(ascii: "0")] : text
    }

    /// C's formatting of one double; the format is always one of this file's.
    private static func format(_ format: String, _ value: Double) -> String {
        // 308 digits, a point, 17 decimals, a sign and the terminator are the most `%.17f` can need.
        withUnsafeTemporaryAllocation(of: CChar.self, capacity: 384) { buffer in
            let count = withVaList([value]) { vsnprintf(buffer.baseAddress, buffer.count, format, $0) }
            return String(decoding: buffer.prefix(max(0, Int(count))).map(UInt8.init(bitPattern:)), as: UTF8.self)
        }
    }
}
