import Crypto

/// The SHA-256 of a file's bytes, under which it is kept.
package struct BlobName: Hashable, Sendable {
    package static let byteCount = 32

    private let words: SIMD4<UInt64>

    init(_ digest: SHA256Digest) {
        var words = SIMD4<UInt64>()
        for (index, byte) in digest.enumerated() { words[index / 8] = words[index / 8] << 8 | UInt64(byte) }
        self.words = words
    }

    /// 64 digits and letters from a to f: one file has one name.
    package init?(_ text: some StringProtocol) {
        guard text.utf8.count == 2 * Self.byteCount else { return nil }
        var words = SIMD4<UInt64>()
        for (index, digit) in text.utf8.enumerated() {
            let value: UInt8
            switch digit {
            case UInt8(ascii: "0")...UInt8(ascii: "9"): value = digit - UInt8(ascii: "0")
            case UInt8(ascii: "a")...UInt8(ascii: "f"): value = digit - UInt8(ascii: "a") + 10
            default: return nil
            }
            words[index / 16] = words[index / 16] << 4 | UInt64(value)
        }
        self.words = words
    }
}

extension BlobName: CustomStringConvertible {
    package var description: String {
        var text = ""
        for index in 0..<4 {
            let digits = String(words[index], radix: 16)
            text += String(repeating: "0", count: 16 - digits.count) + digits
        }
        return text
    }
}

extension BlobName: Comparable {
    package static func < (a: Self, b: Self) -> Bool {
        for index in 0..<4 where a.words[index] != b.words[index] { return a.words[index] < b.words[index] }
        return false
    }
}
