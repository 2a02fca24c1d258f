/// The checksums that visitors ask for: MD5 (RFC 1321), SHA-1 and SHA-256 (FIPS 180-4). They are shown, never relied on.
enum Digest {
    static func md5(_ bytes: [UInt8]) -> [UInt8] {
        var state: [UInt32] = [0x6745_2301, 0xefcd_ab89, 0x98ba_dcfe, 0x1032_5476]
        let shifts: [UInt32] = [7, 12, 17, 22, 5, 9, 14, 20, 4, 11, 16, 23, 6, 10, 15, 21]
        forEachBlock(bytes, isBigEndian: false) { words in
            var (a, b, c, d) = (state[0], state[1], state[2], state[3])
            for round in 0..<64 {
                let mixed: UInt32
                let index: Int
                switch round / 16 {
                case 0: (mixed, index) = (b & c | ~b & d, round)
                case 1: (mixed, index) = (d & b | ~d & c, (5 * round + 1) % 16)
                case 2: (mixed, index) = (b ^ c ^ d, (3 * round + 5) % 16)
                default: (mixed, index) = (c ^ (b | ~d), 7 * round % 16)
                }
                let sum = a &+ mixed &+ md5Constants[round] &+ words[index]
                (a, d, c) = (d, c, b)
                b = b &+ rotatedLeft(sum, by: shifts[round / 16 * 4 + round % 4])
            }
            for (index, value) in [a, b, c, d].enumerated() { state[index] &+= value }
        }
        return state.flatMap { word in (0..<4).map { UInt8(truncatingIfNeeded: word >> UInt32($0 * 8)) } }
    }

    static func sha1(_ bytes: [UInt8]) -> [UInt8] {
        var state: [UInt32] = [0x6745_2301, 0xefcd_ab89, 0x98ba_dcfe, 0x1032_5476, 0xc3d2_e1f0]
        forEachBlock(bytes, isBigEndian: true) { block in
            var words = block
            for index in 16..<80 {
                words.append(
                    rotatedLeft(words[index - 3] ^ words[index - 8] ^ words[index - 14] ^ words[index - 16], by: 1))
            }
            var (a, b, c, d, e) = (state[0], state[1], state[2], state[3], state[4])
            for (round, word) in words.enumerated() {
                let (mixed, constant): (UInt32, UInt32) =
                    switch round / 20 {
                    case 0: (b & c | ~b & d, 0x5a82_7999)
                    case 1: (b ^ c ^ d, 0x6ed9_eba1)
                    case 2: (b & c | b & d | c & d, 0x8f1b_bcdc)
                    default: (b ^ c ^ d, 0xca62_c1d6)
                    }
                let sum = rotatedLeft(a, by: 5) &+ mixed &+ e &+ constant &+ word
                (e, d, c, b, a) = (d, c, rotatedLeft(b, by: 30), a, sum)
            }
            for (index, value) in [a, b, c, d, e].enumerated() { state[index] &+= value }
        }
        return state.flatMap(bigEndianBytes)
    }

    static func sha256(_ bytes: [UInt8]) -> [UInt8] {
        var state: [UInt32] = [
            0x6a09_e667, 0xbb67_ae85, 0x3c6e_f372, 0xa54f_f53a, 0x510e_527f, 0x9b05_688c, 0x1f83_d9ab, 0x5be0_cd19,
        ]
        forEachBlock(bytes, isBigEndian: true) { block in
            var words = block
            for index in 16..<64 {
                let (x, y) = (words[index - 15], words[index - 2])
                let first = rotatedRight(x, by: 7) ^ rotatedRight(x, by: 18) ^ x >> 3
                let second = rotatedRight(y, by: 17) ^ rotatedRight(y, by: 19) ^ y >> 10
                words.append(words[index - 16] &+ first &+ words[index - 7] &+ second)
            }
            var v = state
            for round in 0..<64 {
                let high = rotatedRight(v[4], by: 6) ^ rotatedRight(v[4], by: 11) ^ rotatedRight(v[4], by: 25)
                let choice = v[4] & v[5] ^ ~v[4] & v[6]
                let first = v[7] &+ high &+ choice &+ sha256Constants[round] &+ words[round]
                let low = rotatedRight(v[0], by: 2) ^ rotatedRight(v[0], by: 13) ^ rotatedRight(v[0], by: 22)
                let second = low &+ (v[0] & v[1] ^ v[0] & v[2] ^ v[1] & v[2])
                v = [first &+ second, v[0], v[1], v[2], v[3] &+ first, v[4], v[5], v[6]]
            }
            for index in 0..<8 { state[index] &+= v[index] }
        }
        return state.flatMap(bigEndianBytes)
    }

    /// Pads the message (a one bit, zeros, the length in bits) and hands it over in blocks of sixteen words.
    private static func forEachBlock(_ bytes: [UInt8], isBigEndian: Bool, _ body: ([UInt32]) -> Void) {
        var message = bytes
        message.append(0x80)
        message += [UInt8](repeating: 0, count: (120 - message.count % 64) % 64)
        let bits = UInt64(bytes.count) &* 8
        for index in 0..<8 {
            message.append(UInt8(truncatingIfNeeded: bits >> UInt64((isBigEndian ? 7 - index : index) * 8)))
        }
        for start in stride(from: 0, to: message.count, by: 64) {
            body(
                (0..<16).map { word in
                    (0..<4).reduce(0 as UInt32) { value, index in
                        let byte = UInt32(message[start + word * 4 + index])
                        return value | byte << UInt32((isBigEndian ? 3 - index : index) * 8)
                    }
                })
        }
    }

    private static func bigEndianBytes(_ word: UInt32) -> [UInt8] {
        (0..<4).map { UInt8(truncatingIfNeeded: word >> UInt32(24 - $0 * 8)) }
    }

    private static func rotatedLeft(_ word: UInt32, by count: UInt32) -> UInt32 { word << count | word >> (32 - count) }
    private static func rotatedRight(_ word: UInt32, by count: UInt32) -> UInt32 {
        word >> count | word << (32 - count)
    }
}

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
