import ThreatModel

/// nginx in front of PHP-FPM, as Debian packages it.
struct NginxServer: WebServer {
    /// "1.18.0".
    let version: String

    private var product: String { "nginx/\(version)" }

    /// `large_client_header_buffers 4 8k`.
    let grammar = HTTPGrammar(
        lineBytes: 8192, headBytes: 4 * 8192, fields: 2000, refusesBytesAtOnce: true)

    /// `keepalive_requests`.
    let mostRequests = 100

    /// `client_max_body_size`, as people set it who upload pictures.
    let mostBodyBytes: UInt64 = 64 << 20

    func fault(of head: HTTPHead) -> HTTPFault? {
        if head.line.method.elementsEqual("CONNECT".utf8) || head.line.target.first == 0x2a { return .line }
        if head.version.major >= 2 { return .version }
        if head.line.method.elementsEqual("TRACE".utf8) { return .unknownMethod }
        return hasGoodHost(head) ? nil : .host
    }

    func refusal(_ fault: HTTPFault, of head: HTTPHead?) -> HTTPResponse {
        var response: HTTPResponse
        switch fault {
        case .lineTooLong: response = page(.targetTooLong, titled: "414 Request-URI Too Large")
        case .fieldTooLong, .tooManyFields:
            response = page(.badRequest, note: "Request Header Or Cookie Too Large")
        case .version: response = page(head == nil ? .badRequest : .versionNotSupported)
        case .unknownMethod: response = page(.methodNotAllowed, titled: "405 Not Allowed")
        case .transferCoding: response = page(.notImplemented)
        case .bodyTooLarge: response = page(.contentTooLarge)
        case .line, .field, .host, .length, .chunk, .expectation, .target: response = page(.badRequest)
        }
        response.isLast = true
        return response
    }

    func page(_ status: HTTPStatus, for head: HTTPHead, host: HTTPHost?) -> HTTPResponse {
        page(status, titled: status == .methodNotAllowed ? "405 Not Allowed" : nil)
    }

    func redirect(to path: String, for head: HTTPHead, host: HTTPHost?, port: UInt16) -> HTTPResponse {
        var response = page(.movedPermanently)
        let place = "http://\(host?.name ?? "_")\(port == 80 ? "" : ":\(port)")\(HTMLText.urlEscaped(path))"
        response.fields.append(("Location", place))
        return response
    }

    func objection(to request: HTTPRequest, answering response: HTTPResponse) -> HTTPResponse? {
        guard case .file = response.origin, !request.isMethod("GET"), !request.head.isHead else { return nil }
        return page(.methodNotAllowed, for: request.head, host: request.host)
    }

    func head(
        of response: HTTPResponse, to request: HTTPHead?, _ connection: HTTPConnection, at now: Timestamp
    ) -> String {
        // A program's own words are passed on.
        let phrase = response.origin == .script ? response.status.phrase : Self.phrase(of: response.status)
        var text = "HTTP/1.1 \(response.status.code) \(phrase)\r\nServer: \(product)\r\n"
        text += "Date: \(HTTPDate.text(now))\r\n"
        let isNotModified = response.status == .notModified
        let isFile = if case .file = response.origin { true } else { false }
        if let type = response.contentType ?? (isFile ? "application/octet-stream" : nil), !isNotModified {
            text += "Content-Type: \(type)\r\n"
        }
        if response.origin != .script, !response.status.hasNoBody {
            text += "Content-Length: \(response.body.count)\r\n"
        }
        if case .file(let modified) = response.origin {
            text += "Last-Modified: \(HTTPDate.text(seconds: modified))\r\n"
        } else if response.origin == .script, let request, sendsChunks(to: request), !response.status.hasNoBody,
            !request.isHead
        {
            text += "Transfer-Encoding: chunked\r\n"
        }
        // Its own redirections name the place before the connection, those of programs after it.
        let isOwn = response.origin == .server
        if isOwn { for (name, value) in response.fields where name == "Location" { text += "\(name): \(value)\r\n" } }
        text += connection.stays ? "Connection: keep-alive\r\n" : "Connection: close\r\n"
        if case .file(let modified) = response.origin {
            text += "ETag: \(tag(size: response.fullSize, modified: modified) ?? "")\r\n"
            if !isNotModified, response.wholeSize == nil { text += "Accept-Ranges: bytes\r\n" }
        }
        for (name, value) in response.fields where !isOwn || name != "Location" { text += "\(name): \(value)\r\n" }
        return text + "\r\n"
    }

    func sendsChunks(to request: HTTPHead) -> Bool { request.version >= .v1_1 }

    func stays(after request: HTTPHead) -> Bool { request.wantsToStay }

    /// Time of the last change and size, in hexadecimal.
    func tag(size: Int, modified: Int) -> String? {
        "\"\(String(modified, radix: 16))-\(String(size, radix: 16))\""
    }

    private func page(_ status: HTTPStatus, titled title: String? = nil, note: String? = nil) -> HTTPResponse {
        let heading = title ?? "\(status.code) \(Self.phrase(of: status))"
        let shownTitle = note.map { "\(status.code) \($0)" } ?? heading
        var lines = [
            "<html>", "<head><title>\(shownTitle)</title></head>", "<body>",
            "<center><h1>\(heading)</h1></center>",
        ]
        if let note { lines.append("<center>\(note)</center>") }
        lines += ["<hr><center>\(product)</center>", "</body>", "</html>", ""]
        return HTTPResponse(
            status: status, contentType: "text/html", body: Array(lines.joined(separator: "\r\n").utf8),
            origin: .server)
    }

    private static func phrase(of status: HTTPStatus) -> String {
        switch status.code {
        case 405: "Not Allowed"
        case 414: "Request-URI Too Large"
        default: status.phrase
        }
    }
}
