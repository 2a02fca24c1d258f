/// Takes secrets out of text before it is written anywhere. The last line of defence: code that logs does not put them in.
///
/// Recognised are our own keys and tokens (`sk_…`, `st_…`), what follows `Bearer`, and the values of `key=`, `token=` and
/// the like, as they stand in queries.
package enum SecretRedaction {
    package static let replacement = "[redacted]"

    /// Names of metadata whose value is never written.
    static let secretNames: Set<String> = [
        "key", "api_key", "apikey", "token", "secret", "password", "passwd", "authorization", "credential",
    ]

    /// Characters after `sk_` or `st_` from which on it is taken for a secret rather than a word.
    static let minimumSecretLength = 8

    private static let assignments = secretNames.map { Array($0.utf8) + [UInt8(ascii: "=")] }.sorted {
        $0.lexicographicallyPrecedes($1)
    }

    package static func redact(_ text: String) -> String {
        let bytes = Array(text.utf8)
        var result: [UInt8] = []
        var index = 0
        var isWordStart = true
        var changed = false
        while index < bytes.count {
            if isWordStart, let match = secret(in: bytes, at: index) {
                result.append(contentsOf: bytes[index..<match.lowerBound])
                result.append(contentsOf: replacement.utf8)
                index = match.upperBound
                isWordStart = false
                changed = true
            } else {
                isWordStart = !isWordByte(bytes[index])
                result.append(bytes[index])
                index += 1
            }
        }
        return changed ? String(decoding: result, as: UTF8.self) : text
    }

    /// The bytes to hide when a secret, or what announces one, begins at `start`.
    private static func secret(in bytes: [UInt8], at start: Int) -> Range<Int>? {
        if hasPrefix("sk_", in: bytes, at: start) || hasPrefix("st_", in: bytes, at: start) {
            let end = bytes[start...].firstIndex { !isWordByte($0) } ?? bytes.count
            return end - start - 3 >= minimumSecretLength ? start + 3..<end : nil
        }
        if hasPrefix("bearer", in: bytes, at: start) {
            let isGap: (UInt8) -> Bool = {
                $0 == UInt8(ascii: " ") || $0 == UInt8(ascii: ":") || $0 == UInt8(ascii: "=")
            }
            let value = bytes[(start + 6)...].firstIndex { !isGap($0) } ?? bytes.count
            guard value > start + 6 else { return nil }
            let end = bytes[value...].firstIndex { $0 <= 0x20 || $0 == UInt8(ascii: "\"") } ?? bytes.count
            return end > value ? value..<end : nil
        }
        for assignment in assignments where hasPrefix(assignment, in: bytes, at: start) {
            let value = start + assignment.count
            let end: Int
            if value < bytes.count, bytes[value] == UInt8(ascii: "\"") || bytes[value] == UInt8(ascii: "'") {
                end = bytes[(value + 1)...].firstIndex(of: bytes[value]).map { $0 + 1 } ?? bytes.count
            } else {
                end = bytes[value...].firstIndex(where: endsAssignedValue) ?? bytes.count
            }
            return end > value ? value..<end : nil
        }
        return nil
    }

    private static func endsAssignedValue(_ byte: UInt8) -> Bool {
        byte <= 0x20 || byte == UInt8(ascii: "&") || byte == UInt8(ascii: "\"") || byte == UInt8(ascii: "'")
            || byte == UInt8(ascii: "<") || byte == UInt8(ascii: ">")
    }

    private static func hasPrefix(_ word: StaticString, in bytes: [UInt8], at start: Int) -> Bool {
        word.withUTF8Buffer { hasPrefix($0, in: bytes, at: start) }
    }

    /// Compares without regard to case; `word` is in lower case.
    private static func hasPrefix(_ word: some Collection<UInt8>, in bytes: [UInt8], at start: Int) -> Bool {
        guard bytes.count - start >= word.count else { return false }
        return zip(bytes[start...], word).allSatisfy { byte, expected in
            (UInt8(ascii: "A")...UInt8(ascii: "Z")).contains(byte) ? byte | 0x20 == expected : byte == expected
        }
    }

    private static func isWordByte(_ byte: UInt8) -> Bool {
        switch byte {
        case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
            UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "_"):
            true
        default: false
        }
    }
}
