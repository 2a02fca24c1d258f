/// Texts as they are written into settings files.
package enum YAMLText {
    /// A text as YAML reads it back: bare where that is sure to be the same.
    package static func quoted(_ text: String) -> String {
        let isBare = text.utf8.allSatisfy {
            (0x30...0x39).contains($0) || (0x41...0x5a).contains($0) || (0x61...0x7a).contains($0)
                || "/._:@ -".utf8.contains($0)
        }
        let isPlain =
            isBare && text.first.map { $0.isLetter || $0.isNumber || $0 == "/" } == true
            && text.last.map { $0 != ":" && $0 != " " } == true && !text.contains(": ") && text != "null"
        guard !isPlain else { return text }
        let escaped = text.replacing("\\", with: "\\\\").replacing("\"", with: "\\\"")
        return "\"\(escaped)\""
    }
}
