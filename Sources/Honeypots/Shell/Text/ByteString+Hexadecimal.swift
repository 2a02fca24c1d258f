extension [UInt8] {
    /// Two lower-case digits a byte.
    var hexadecimal: ByteString {
        ByteString(flatMap { byte in ByteString.hexadecimalDigits(of: byte) })
    }
}

extension ByteString {
    private static let digits = Array("0123456789abcdef".utf8)

    static func hexadecimalDigits(of byte: UInt8) -> [UInt8] { [digits[Int(byte >> 4)], digits[Int(byte & 15)]] }
}
