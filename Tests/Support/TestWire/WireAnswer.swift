/// One answer, as it came over the wire.
package struct WireAnswer: Sendable {
    package var status: Int
    /// In their order, names as they were written.
    package var fields: [(name: String, value: String)]
    /// Without the framing of chunks; still compressed where it was sent so.
    package var body: [UInt8]
    /// Whether the body came in chunks.
    package var isChunked = false

    package var text: String { String(decoding: body, as: UTF8.self) }
    package var lines: [Substring] { text.split(separator: "\n") }

    /// The value of a header field, whatever the case of its name; of several, joined by commas (RFC 9110 §5.3).
    package subscript(name: String) -> String? {
        let values = fields.filter { $0.name.lowercased() == name.lowercased() }.map(\.value)
        return values.isEmpty ? nil : values.joined(separator: ", ")
    }

    /// The body as JSON. Throws when it is none, or has a member twice.
    package var json: JSONValue {
        get throws { try JSONValue(parsing: body) }
    }

    /// The sentence of an error; `nil` when the body is not an object with a string `error`.
    package var error: String? { (try? json)?["error"]?.string }
}
