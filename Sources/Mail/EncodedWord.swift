import FoundationEssentials

/// Text in a header that holds ASCII only: as it is, or in encoded words (RFC 2047).
package enum EncodedWord {
    /// Bytes of text in one word, which may be 75 characters long with all that is around it.
    private static let mostBytes = 45
    /// Characters of a header's value before it is cut, so that its line is never longer than lines may be.
    private static let longest = 120

    /// One line, in words that a header may be folded between.
    package static func header(_ text: String) -> String {
        let text = String(text.unicodeScalars.prefix(longest))
        if text.utf8.allSatisfy({ (0x20...0x7e).contains($0) }), !text.contains("=?") { return text }
        var words: [String] = []
        var part = ""
        for scalar in text.unicodeScalars {
            if part.utf8.count + UTF8.width(scalar) > mostBytes, !part.isEmpty {
                words.append(part)
                part = ""
            }
            part.unicodeScalars.append(scalar)
        }
        words.append(part)
        return words.map { "=?UTF-8?B?\(Data($0.utf8).base64EncodedString())?=" }.joined(separator: " ")
    }
}
