internal import Glibc

/// Floating-point numbers as printf(3) writes them.
enum DecimalFormat {
    /// Digits behind the point that are ever written.
    static let mostDigits = 340

    /// `conversion` is one of e, f, g and their capitals; `flags` are bytes of "-+ #0".
    static func text(
        _ value: Double, conversion: UInt8, precision: Int = 6, flags: some Sequence<UInt8> = [UInt8](), width: Int = 0
    ) -> [UInt8] {
        let precision = min(max(0, precision), mostDigits)
        let width = min(max(0, width), 4096)
        let format = Array("%".utf8) + Array(flags) + Array("*.*".utf8) + [conversion, 0]
        var buffer = [UInt8](repeating: 0, count: 1024 + width)
        let length = withVaList([Int32(width), Int32(precision), value]) { list in
            format.withUnsafeBytes { format in
                buffer.withUnsafeMutableBytes { buffer -> Int in
                    guard let start = buffer.bindMemory(to: CChar.self).baseAddress,
                        let text = format.bindMemory(to: CChar.self).baseAddress
                    else { return 0 }
                    return Int(vsnprintf(start, buffer.count, text, list))
                }
            }
        }
        return Array(buffer.prefix(max(0, min(length, buffer.count - 1))))
    }

    /// The number a text begins with, as strtod(3) reads it without names and hexadecimal digits, and how many bytes it
    /// takes.
    static func number(_ text: some Collection<UInt8>) -> (value: Double, length: Int) {
        let bytes = Array(text.prefix(400))
        var position = 0
        while position < bytes.count, bytes[position].isSpace { position += 1 }
        let start = position
        if position < bytes.count, bytes[position] == 0x2b || bytes[position] == 0x2d { position += 1 }
        var digits = 0
        while position < bytes.count, bytes[position].isDigit { (position, digits) = (position + 1, digits + 1) }
        if position < bytes.count, bytes[position] == 0x2e {
            position += 1
            while position < bytes.count, bytes[position].isDigit { (position, digits) = (position + 1, digits + 1) }
        }
        guard digits > 0 else { return (0, 0) }
        if position < bytes.count, bytes[position] | 0x20 == UInt8(ascii: "e") {
            var probe = position + 1
            if probe < bytes.count, bytes[probe] == 0x2b || bytes[probe] == 0x2d { probe += 1 }
            if probe < bytes.count, bytes[probe].isDigit {
                while probe < bytes.count, bytes[probe].isDigit { probe += 1 }
                position = probe
            }
        }
        var literal = String(decoding: bytes[start..<position], as: UTF8.self)
        if literal.hasSuffix(".") { literal += "0" }
        if literal.hasPrefix("+") { literal.removeFirst() }
        literal = literal.replacingPrefix(".", with: "0.").replacingPrefix("-.", with: "-0.")
        return (Double(literal.replacingPoint) ?? 0, position)
    }
}

extension String {
    fileprivate func replacingPrefix(_ prefix: String, with other: String) -> String {
        hasPrefix(prefix) ? other + dropFirst(prefix.count) : self
    }

    /// "1.e5" as "1.0e5", which is how Swift wants it.
    fileprivate var replacingPoint: String {
        guard let point = firstIndex(of: ".") else { return self }
        let after = index(after: point)
        return after < endIndex && (self[after] == "e" || self[after] == "E")
            ? String(self[..<after]) + "0" + String(self[after...]) : self
    }
}
