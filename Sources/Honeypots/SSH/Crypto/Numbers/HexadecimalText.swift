/// Bytes written as digits, for numbers too long for a literal.
enum HexadecimalText {
    /// The bytes of a text of hexadecimal digits; what is no digit separates nothing and means nothing.
    static func bytes(_ text: StaticString) -> [UInt8] {
        let digits = "\(text)".compactMap { $0.hexDigitValue }
        return stride(from: 0, to: digits.count - 1, by: 2).map { UInt8(digits[$0] << 4 | digits[$0 + 1]) }
    }
}
