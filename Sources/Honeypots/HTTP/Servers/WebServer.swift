import ThreatModel

/// A server software as it shows itself on the wire: what it takes for a request, the order of its fields, its own pages.
/// One type for each product; what the site behind it holds is none of its business.
protocol WebServer: Sendable {
    var grammar: HTTPGrammar { get }

    /// How many requests one connection serves.
    var mostRequests: Int { get }

    /// Bytes of the largest body it takes.
    var mostBodyBytes: UInt64 { get }

    /// What is wrong with a head whose lines are well-formed; nil when nothing is.
    func fault(of head: HTTPHead) -> HTTPFault?

    /// The answer to a request that is refused; `head` is nil when none was read.
    func refusal(_ fault: HTTPFault, of head: HTTPHead?) -> HTTPResponse

    /// The software's own page for that status.
    func page(_ status: HTTPStatus, for head: HTTPHead, host: HTTPHost?) -> HTTPResponse

    /// The page that sends a client to `path` of the same site: what a folder without its slash gets.
    func redirect(to path: String, for head: HTTPHead, host: HTTPHost?, port: UInt16) -> HTTPResponse

    /// The software's objection to the request's method, given what would be answered; nil when it has none.
    func objection(to request: HTTPRequest, answering response: HTTPResponse) -> HTTPResponse?

    /// Status line and fields, with the blank line behind them.
    func head(of response: HTTPResponse, to request: HTTPHead?, _ connection: HTTPConnection, at now: Timestamp)
        -> String

    /// Whether a program's answer goes out in chunks to this client.
    func sendsChunks(to request: HTTPHead) -> Bool

    /// Whether it sends a part of a file to those who ask for one.
    var servesParts: Bool { get }

    /// Whether the connection stays after an answer to this request, as far as the client is concerned.
    func stays(after request: HTTPHead) -> Bool

    /// The mark of a file's contents, as the `ETag` field has it; nil when the software gives none.
    func tag(size: Int, modified: Int) -> String?
}

/// Where on its connection an answer stands.
struct HTTPConnection: Hashable, Sendable {
    /// Answers before this one.
    var served: Int
    /// Whether another request may follow.
    var stays: Bool
}

extension WebServer {
    /// The whole answer as it is sent.
    func bytes(
        of response: HTTPResponse, to request: HTTPHead?, _ connection: HTTPConnection, at now: Timestamp
    ) -> [UInt8] {
        // HTTP/0.9 has no heads.
        if let request, request.version == .v0_9 { return response.body }
        var bytes = Array(head(of: response, to: request, connection, at: now).utf8)
        if response.status.hasNoBody || request?.isHead ?? false { return bytes }
        if response.origin == .script, let request, sendsChunks(to: request) {
            // One chunk: the pages of scripts are small.
            if !response.body.isEmpty {
                bytes += Array("\(String(response.body.count, radix: 16))\r\n".utf8) + response.body
                bytes += [0x0d, 0x0a]
            }
            bytes += "0\r\n\r\n".utf8
        } else {
            bytes += response.body
        }
        return bytes
    }

    func sendsChunks(to request: HTTPHead) -> Bool { false }

    var servesParts: Bool { true }

    /// Host as HTTP/1.1 demands it (RFC 9112 §3.2): one that can be, and only one.
    func hasGoodHost(_ head: HTTPHead) -> Bool {
        let hosts = head.values("host")
        guard let host = hosts.first else { return head.version < .v1_1 }
        return hosts.count == 1 && (host.isEmpty || HTTPHost(host) != nil)
    }
}
