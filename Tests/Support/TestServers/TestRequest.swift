/// What a client sent.
package struct TestRequest: Sendable {
    package var method: String
    /// Path and query, raw.
    package var target: String
    /// Names in lower case; a repeated name keeps its last value.
    package var headers: [String: String]
    /// Inflated where it came gzipped.
    package var body: [UInt8]

    package var text: String { String(decoding: body, as: UTF8.self) }
}
