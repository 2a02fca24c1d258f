/// The validator of a list's bytes: the first half of their SHA-256. Equal bytes have equal tags, in any process, after any
/// restart.
struct EntityTag: Hashable, Sendable {
    private let high: UInt64
    private let low: UInt64

    /// - Precondition: at least 16 bytes.
    init(digest: some Sequence<UInt8>) {
        var value: UInt128 = 0
        for byte in digest.prefix(16) { value = value << 8 | UInt128(byte) }
        high = UInt64(truncatingIfNeeded: value >> 64)
        low = UInt64(truncatingIfNeeded: value)
    }

    /// 32 hexadecimal digits.
    var text: String {
        func digits(_ value: UInt64) -> String {
            let short = String(value, radix: 16)
            return String(repeating: "0", count: 16 - short.utf8.count) + short
        }
        return digits(high) + digits(low)
    }

    /// Whether an `If-None-Match` field names it: `*`, or a list of tags compared weakly (RFC 9110 §13.1.2), so that one
    /// tag stands for a representation and its compressed forms.
    func matches(_ field: some StringProtocol) -> Bool {
        for part in field.split(separator: ",") {
            var tag = part.trimmingPrefix(while: Self.isBlank)
            while let last = tag.last, Self.isBlank(last) { tag.removeLast() }
            if tag == "*" { return true }
            if tag.hasPrefix("W/") { tag = tag.dropFirst(2) }
            guard tag.count >= 2, tag.first == "\"", tag.last == "\"" else { continue }
            tag = tag.dropFirst().dropLast()
            for coding in ContentCoding.allCases where coding != .identity && tag.hasSuffix(coding.tagEnding) {
                tag = tag.dropLast(coding.tagEnding.count)
                break
            }
            if tag == text { return true }
        }
        return false
    }

    private static func isBlank(_ character: Character) -> Bool { character == " " || character == "\t" }
}
