/// The parameters of a header field's value, such as `boundary` in `multipart/form-data; boundary="x"`.
enum HeaderParameters {
    /// The value of the first parameter of that name (in any case), without its quotation marks.
    ///
    /// - Parameter field: the whole value; what stands before the first semicolon is no parameter.
    static func value(of name: String, in field: some StringProtocol) -> String? {
        for part in parts(of: field).dropFirst() {
            guard let equals = part.firstIndex(of: "=") else { continue }
            guard trimmed(part[..<equals]).lowercased() == name else { continue }
            return unquoted(trimmed(part[part.index(after: equals)...]))
        }
        return nil
    }

    /// Split at semicolons outside of quotation marks.
    private static func parts<Text: StringProtocol>(of field: Text) -> [Text.SubSequence] {
        var isQuoted = false
        var isEscaped = false
        return field.split(omittingEmptySubsequences: false) { character in
            defer { isEscaped = isQuoted && character == "\\" && !isEscaped }
            if character == "\"", !isEscaped { isQuoted.toggle() }
            return character == ";" && !isQuoted
        }
    }

    private static func trimmed(_ text: some StringProtocol) -> Substring {
        var text = Substring(text)
        while let first = text.first, first == " " || first == "\t" { text.removeFirst() }
        while let last = text.last, last == " " || last == "\t" { text.removeLast() }
        return text
    }

    private static func unquoted(_ text: Substring) -> String {
        guard text.count >= 2, text.first == "\"", text.last == "\"" else { return String(text) }
        var result = ""
        var isEscaped = false
        for character in text.dropFirst().dropLast() {
            isEscaped = character == "\\" && !isEscaped
            if !isEscaped { result.append(character) }
        }
        return result
    }
}
