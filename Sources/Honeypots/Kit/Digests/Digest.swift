/// The checksums that protocols show and visitors ask for: MD5 (RFC 1321), SHA-1 and SHA-256 (FIPS 180-4). They are shown,
/// never relied on; what visitors leave is hashed by the runtime.
enum Digest {
    static func hexadecimal(_ digest: [UInt8]) -> String {
        let digits = Array("0123456789abcdef".utf8)
        return String(decoding: digest.flatMap { [digits[Int($0 >> 4)], digits[Int($0 & 15)]] }, as: UTF8.self)
    }

    /// In what order a word's bytes stand.
    enum ByteOrder {
        case big, little

        func shift(ofByte index: Int, among count: Int) -> UInt64 {
            UInt64(self == .big ? count - 1 - index : index) * 8
        }
    }

    /// Pads the message (a one bit, zeros, the length in bits) and hands it over in blocks: sixteen words, and room behind
    /// them for those that are made of them.
    static func forEachBlock(
        of message: some Collection<UInt8>, _ order: ByteOrder, words count: Int = 16, _ body: (inout [UInt32]) -> Void
    ) {
        var padded = Array(message)
        let bits = UInt64(padded.count) &* 8
        padded.append(0x80)
        padded += [UInt8](repeating: 0, count: (120 - padded.count % 64) % 64)
        for index in 0..<8 { padded.append(UInt8(truncatingIfNeeded: bits >> order.shift(ofByte: index, among: 8))) }
        var words = [UInt32](repeating: 0, count: count)
        for start in stride(from: 0, to: padded.count, by: 64) {
            for word in 0..<16 {
                words[word] = (0..<4).reduce(0) { value, index in
                    value | UInt32(padded[start + word * 4 + index]) << UInt32(order.shift(ofByte: index, among: 4))
                }
            }
            body(&words)
        }
    }

    static func bytes(of state: [UInt32], _ order: ByteOrder) -> [UInt8] {
        state.flatMap { word in
            (0..<4).map { UInt8(truncatingIfNeeded: word >> UInt32(order.shift(ofByte: $0, among: 4))) }
        }
    }
}

extension UInt32 {
    func rotatedLeft(by count: UInt32) -> UInt32 { self << count | self >> (32 - count) }

    func rotatedRight(by count: UInt32) -> UInt32 { self >> count | self << (32 - count) }
}
