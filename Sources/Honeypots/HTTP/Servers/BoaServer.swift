import ThreatModel

/// Boa 0.94.13, the small server in the firmware of very many routers and cameras. It speaks HTTP/1.0, has no
/// keep-alive as such firmware builds it, and answers whatever it does not know with a few lines of capital letters.
struct BoaServer: WebServer {
    private static let product = "Boa/0.94.13"

    let grammar = HTTPGrammar(lineBytes: 4096, headBytes: 8192, fields: 200)
    let mostRequests = 1
    let servesParts = false
    let mostBodyBytes: UInt64 = 1 << 20

    func fault(of head: HTTPHead) -> HTTPFault? {
        if head.version.major > 1 || head.version.minor > 1 && head.version != .v0_9 { return .version }
        let method = head.line.method
        guard method.elementsEqual("GET".utf8) || method.elementsEqual("POST".utf8) || head.isHead else {
            return .unknownMethod
        }
        return nil
    }

    func refusal(_ fault: HTTPFault, of head: HTTPHead?) -> HTTPResponse {
        switch fault {
        case .unknownMethod: page(.notImplemented, "POST to non-script is not supported in Boa.")
        case .version where head != nil:
            page(
                .versionNotSupported,
                "HTTP versions other than 0.9 and 1.0 are not supported in Boa.\n<p><p>Version encountered: "
                    + HTMLText.escaped(String(decoding: head?.line.versionText ?? [], as: UTF8.self)) + "<p><p>")
        case .line, .lineTooLong, .version, .field, .fieldTooLong, .tooManyFields, .host, .length, .transferCoding,
            .chunk, .bodyTooLarge, .expectation, .target:
            page(.badRequest, "Your client has issued a malformed or illegal request.")
        }
    }

    func page(_ status: HTTPStatus, for head: HTTPHead, host: HTTPHost?) -> HTTPResponse {
        let target = HTMLText.escaped(String(decoding: head.line.target.prefix { $0 != 0x3f }, as: UTF8.self))
        switch status.code {
        case 401, 403:
            return page(status, "Your client does not have permission to get URL \(target) from this server.")
        case 404: return page(status, "The requested URL \(target) was not found on this server.")
        case 400: return page(status, "Your client has issued a malformed or illegal request.")
        case 501: return page(status, "POST to non-script is not supported in Boa.")
        default:
            return page(
                status, "The server encountered an internal error and could not complete your request.")
        }
    }

    func redirect(to path: String, for head: HTTPHead, host: HTTPHost?, port: UInt16) -> HTTPResponse {
        let name = host.map { $0.name + ($0.port.map { ":\($0)" } ?? "") }
        let place = (name.map { "http://" + $0 } ?? "") + HTMLText.urlEscaped(path)
        let text =
            "<HTML><HEAD><TITLE>302 Moved Temporarily</TITLE></HEAD>\n<BODY>\n<H1>302 Moved</H1>The document has moved"
            + "\n<A HREF=\"\(HTMLText.escaped(place))\">here</A>.\n</BODY></HTML>\n"
        return HTTPResponse(
            status: .found, fields: [("Location", place)], contentType: "text/html", body: Array(text.utf8),
            origin: .server)
    }

    func objection(to request: HTTPRequest, answering response: HTTPResponse) -> HTTPResponse? {
        guard request.isMethod("POST"), response.origin != .script else { return nil }
        return response.status == .notFound ? nil : page(.notImplemented, for: request.head, host: nil)
    }

    func head(
        of response: HTTPResponse, to request: HTTPHead?, _ connection: HTTPConnection, at now: Timestamp
    ) -> String {
        var text = "HTTP/1.0 \(response.status.code) \(Self.phrase(of: response.status))\r\n"
        text += "Date: \(HTTPDate.text(now))\r\nServer: \(Self.product)\r\nConnection: close\r\n"
        if case .file(let modified) = response.origin {
            text += "Content-Length: \(response.body.count)\r\nLast-Modified: \(HTTPDate.text(seconds: modified))\r\n"
        }
        // Redirections name the kind of their page first, everything else last.
        let isRedirection = response.status == .found
        let type = response.contentType.map { "Content-Type: \($0)\r\n" } ?? ""
        if isRedirection { text += type }
        for (name, value) in response.fields { text += "\(name): \(value)\r\n" }
        return text + (isRedirection ? "" : type) + "\r\n"
    }

    func stays(after request: HTTPHead) -> Bool { false }

    func tag(size: Int, modified: Int) -> String? { nil }

    private func page(_ status: HTTPStatus, _ sentence: String) -> HTTPResponse {
        let title = "\(status.code) \(Self.phrase(of: status))"
        let text =
            "<HTML><HEAD><TITLE>\(title)</TITLE></HEAD>\n<BODY><H1>\(title)</H1>\n\(sentence)\n</BODY></HTML>\n"
        return HTTPResponse(status: status, contentType: "text/html", body: Array(text.utf8), origin: .server)
    }

    private static func phrase(of status: HTTPStatus) -> String {
        switch status.code {
        case 302: "Moved Temporarily"
        case 500: "Server Error"
        default: status.phrase
        }
    }
}
