/// A request that no client sends unless it means harm or is broken: what parsers understand differently, and what has no
/// end. Each is refused with one answer, after which the connection ends; what follows it is never understood as a request.
package struct BrokenRequest: Sendable, CustomStringConvertible {
    package var description: String
    /// Everything between the request line and the first body.
    package var fields: String
    package var body = ""
    /// Instead of ` HTTP/1.1`.
    package var version = " HTTP/1.1"
    package var lineEnd = "\r\n"
    /// What the answer's status may be.
    package var statuses: [Int] = [400]

    private static let host = "Host: x\r\n"
    private static let chunked = host + "Transfer-Encoding: chunked\r\n"

    /// The bytes of one, followed by a request that must not be answered.
    ///
    /// - Parameter path: decides by which door it would be answered if it were sound.
    package func bytes(path: String) -> String {
        "GET \(path)\(version)\(lineEnd)\(fields)\r\n\(body)GET /smuggled HTTP/1.1\r\nHost: x\r\n\r\n"
    }

    private init(
        _ description: String, _ fields: String, body: String = "", version: String = " HTTP/1.1",
        lineEnd: String = "\r\n", statuses: [Int] = [400]
    ) {
        self.description = description
        self.fields = fields
        self.body = body
        self.version = version
        self.lineEnd = lineEnd
        self.statuses = statuses
    }

    /// Broken in their heads: nothing but the refusal is ever answered.
    package static let heads = [
        BrokenRequest(
            "a length and chunks", host + "Content-Length: 5\r\nTransfer-Encoding: chunked\r\n", body: "0\r\n\r\n"),
        BrokenRequest("chunks and a length", chunked + "Content-Length: 5\r\n", body: "0\r\n\r\n"),
        BrokenRequest("two lengths", host + "Content-Length: 5\r\nContent-Length: 6\r\n", body: "abcdef"),
        BrokenRequest("the same length twice", host + "Content-Length: 5\r\nContent-Length: 5\r\n", body: "abcde"),
        BrokenRequest("a list of lengths", host + "Content-Length: 5, 5\r\n", body: "abcde"),
        BrokenRequest("a length with a sign", host + "Content-Length: +5\r\n", body: "abcde"),
        BrokenRequest("a negative length", host + "Content-Length: -5\r\n"),
        BrokenRequest("an overflowing length", host + "Content-Length: 18446744073709551621\r\n", body: "abcde"),
        BrokenRequest("a hexadecimal length", host + "Content-Length: 0x5\r\n", body: "abcde"),
        BrokenRequest("an empty length", host + "Content-Length: \r\n"),
        BrokenRequest("a length beyond all", host + "Content-Length: 99999999999\r\n", statuses: [413]),
        BrokenRequest("a bare line feed after the request line", host, lineEnd: "\n"),
        BrokenRequest("a bare line feed after a field", host + "X: y\nZ: q\r\n"),
        BrokenRequest("a bare carriage return", host + "X: y\rContent-Length: 5\r\n"),
        BrokenRequest("a folded field", host + "X: y\r\n  z\r\n"),
        BrokenRequest("a folded first field", " Host: x\r\n" + host),
        BrokenRequest("a space before the colon", host + "Content-Length : 5\r\n", body: "abcde"),
        BrokenRequest("a tab before the colon", host + "Transfer-Encoding\t: chunked\r\n", body: "0\r\n\r\n"),
        BrokenRequest("a space in a name", host + "X Y: z\r\n"),
        BrokenRequest("no name", host + ": z\r\n"),
        BrokenRequest("no colon", host + "X\r\n"),
        BrokenRequest("a name with separators", host + "X(: z\r\n"),
        BrokenRequest("a zero byte", host + "X: a\u{0}b\r\n"),
        BrokenRequest("a control character", host + "X: a\u{1}b\r\n"),
        BrokenRequest("a delete character", host + "X: a\u{7f}b\r\n"),
        BrokenRequest("a coding that is not chunked", host + "Transfer-Encoding: xchunked\r\n", body: "0\r\n\r\n"),
        BrokenRequest("identity", host + "Transfer-Encoding: identity\r\n"),
        BrokenRequest(
            "chunked and then something", host + "Transfer-Encoding: chunked, identity\r\n", body: "0\r\n\r\n"),
        BrokenRequest("something and then chunked", host + "Transfer-Encoding: gzip, chunked\r\n", body: "0\r\n\r\n"),
        BrokenRequest("chunked twice", chunked + "Transfer-Encoding: chunked\r\n", body: "0\r\n\r\n"),
        BrokenRequest("an empty coding", host + "Transfer-Encoding: \r\n"),
        BrokenRequest("chunks in the old version", chunked, body: "0\r\n\r\n", version: " HTTP/1.0"),
        BrokenRequest("no host", ""),
        BrokenRequest("two hosts", host + "Host: y\r\n"),
        BrokenRequest("a version to come", host, version: " HTTP/1.2"),
        BrokenRequest("another major version", host, version: " HTTP/2.0"),
        BrokenRequest("a space in the target", host, version: " x HTTP/1.1"),
        BrokenRequest("too many fields", host + String(repeating: "X: y\r\n", count: 200), statuses: [400, 431]),
        BrokenRequest(
            "a field without end", host + "X: " + String(repeating: "y", count: 1 << 20) + "\r\n", statuses: [400, 431]),
        BrokenRequest(
            "fields without end",
            host + String(repeating: "X: " + String(repeating: "y", count: 1000) + "\r\n", count: 1000),
            statuses: [400, 431]),
    ]

    /// Broken in their bodies: the request may have been answered before that was seen; then the connection ends without
    /// another answer.
    package static let bodies = [
        BrokenRequest("a chunk's length that is none", chunked, body: "x\r\nabc\r\n0\r\n\r\n"),
        BrokenRequest("an overflowing chunk", chunked, body: "fffffffffffffffff\r\nabc\r\n0\r\n\r\n"),
        BrokenRequest("a negative chunk", chunked, body: "-1\r\nabc\r\n0\r\n\r\n"),
        BrokenRequest("a bare line feed after a chunk's length", chunked, body: "1\nx\r\n0\r\n\r\n"),
        BrokenRequest("a space after a chunk's length", chunked, body: "1 \r\nx\r\n0\r\n\r\n"),
        BrokenRequest("a chunk longer than it says", chunked, body: "1\r\nxyz\r\n0\r\n\r\n"),
        BrokenRequest(
            "an extension without end", chunked,
            body: "1;" + String(repeating: "a", count: 300_000) + "\r\nx\r\n0\r\n\r\n"),
        BrokenRequest(
            "extensions without end", chunked,
            body: String(repeating: "1;" + String(repeating: "a", count: 1000) + "\r\nx\r\n", count: 400) + "0\r\n\r\n"),
        BrokenRequest(
            "trailers without end", chunked, body: "0\r\n" + String(repeating: "X: y\r\n", count: 20_000) + "\r\n",
            statuses: [400, 431]),
        BrokenRequest(
            "a trailer without end", chunked, body: "0\r\nX: " + String(repeating: "y", count: 300_000) + "\r\n\r\n",
            statuses: [400, 431]),
    ]
}
