/// What a test server does with a request.
package enum TestAnswer: Sendable {
    case answer(status: Int, headers: [(String, String)] = [], body: [UInt8])
    /// These bytes instead of any HTTP answer, then the connection is cut.
    case raw([UInt8])
    /// A body in pieces as they come, until there are no more; then the connection is cut, properly or not.
    case stream(status: Int = 200, headers: [(String, String)] = [], pieces: AsyncStream<[UInt8]>)
    /// Reads the request and never answers.
    case hang
    /// Cuts the connection without a word.
    case cut

    package static func json(_ text: String, status: Int = 200, headers: [(String, String)] = []) -> Self {
        .answer(status: status, headers: headers + [("content-type", "application/json")], body: Array(text.utf8))
    }

    /// Where to ask instead.
    package static func redirect(to place: String, status: Int = 302) -> Self {
        .answer(status: status, headers: [("location", place)], body: [])
    }

    /// Plain text, packed.
    package static func gzipped(_ body: [UInt8]) -> Self {
        .answer(status: 200, headers: [("content-encoding", "gzip"), ("content-type", "text/plain")], body: body)
    }

    package static func error(_ status: Int, _ sentence: String, headers: [(String, String)] = []) -> Self {
        .json("{\"error\":\"\(sentence)\"}", status: status, headers: headers)
    }
}
