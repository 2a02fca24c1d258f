import ThreatModel

/// Apache httpd 2.4 as Debian packages it: prefork, mod_php, `ServerTokens OS`, `ServerSignature On`.
struct ApacheServer: WebServer {
    /// "2.4.56".
    let version: String
    /// What the machine calls itself where the client names no host.
    let serverName: String

    var product: String { "Apache/\(version) (Debian)" }

    /// LimitRequestLine, LimitRequestFieldSize and LimitRequestFields have these defaults; a line's end is not counted.
    let grammar = HTTPGrammar(
        lineBytes: 8192, headBytes: 100 * 8192, fields: 100, needsCarriageReturns: true, needsWellFormedFields: true,
        needsSingleBlanks: true)

    /// MaxKeepAliveRequests and the request that is told of the end.
    let mostRequests = 101

    /// LimitRequestBody.
    let mostBodyBytes: UInt64 = 1 << 30

    func fault(of head: HTTPHead) -> HTTPFault? {
        if head.line.target.elementsEqual("*".utf8), !head.line.method.elementsEqual("OPTIONS".utf8) { return .line }
        if !hasGoodHost(head) || head.value("host")?.isEmpty ?? false { return .host }
        if let expected = head.value("expect"), !ASCII.lowercased(expected).elementsEqual("100-continue".utf8) {
            return .expectation
        }
        return nil
    }

    func refusal(_ fault: HTTPFault, of head: HTTPHead?) -> HTTPResponse {
        // Before the fields are accepted the server knows no other name than its own.
        var response: HTTPResponse
        switch fault {
        case .lineTooLong: response = page(.targetTooLong, host: nil)
        case .fieldTooLong:
            response = page(.badRequest, host: nil, detail: "Size of a request header field exceeds server limit.")
        case .tooManyFields:
            response = page(
                .badRequest, host: nil, detail: "The number of request header fields exceeds this server's limit.")
        case .bodyTooLarge: response = page(.contentTooLarge, host: head.flatMap(Self.host))
        case .expectation:
            let expected = head?.text("expect") ?? ""
            response = page(.expectationFailed, host: head.flatMap(Self.host), detail: HTMLText.escaped(expected))
        case .target, .chunk: response = page(.badRequest, host: head.flatMap(Self.host))
        case .line, .version, .unknownMethod, .field, .host, .length, .transferCoding:
            response = page(.badRequest, host: nil)
        }
        response.isLast = true
        response.breaksBody = fault == .chunk || fault == .bodyTooLarge
        return response
    }

    func page(_ status: HTTPStatus, for head: HTTPHead, host: HTTPHost?) -> HTTPResponse {
        page(status, host: host, detail: status == .methodNotAllowed ? Self.method(of: head) : "")
    }

    func redirect(to path: String, for head: HTTPHead, host: HTTPHost?, port: UInt16) -> HTTPResponse {
        let name = host?.name ?? serverName
        let place = "http://" + name + (host?.port.map { ":\($0)" } ?? "") + HTMLText.urlEscaped(path)
        var response = page(.movedPermanently, host: host, detail: HTMLText.escaped(place))
        response.fields.insert(("Location", place), at: 0)
        return response
    }

    func objection(to request: HTTPRequest, answering response: HTTPResponse) -> HTTPResponse? {
        let method = Self.method(of: request.head)
        guard method != "CONNECT", method != "TRACE" else {
            return objection(.methodNotAllowed, allow: method == "TRACE" ? "" : Self.allowed, request)
        }
        guard response.origin != .script else { return nil }
        switch method {
        case "GET", "HEAD", "POST": return nil
        case "OPTIONS":
            if request.head.line.target.elementsEqual([0x2a]) { return HTTPResponse(status: .ok, origin: .server) }
            let isFile = if case .file = response.origin { true } else { false }
            return HTTPResponse(
                status: .ok, fields: [("Allow", Self.allowed)], contentType: isFile ? response.contentType : nil,
                origin: .server)
        case _ where Self.knownMethods.contains(method):
            return objection(.methodNotAllowed, allow: Self.allowed, request)
        default:
            var refusal = page(.notImplemented, host: request.host, detail: HTMLText.escaped(method))
            refusal.fields.append(("Allow", Self.allowed))
            refusal.isLast = true
            return refusal
        }
    }

    private func objection(_ status: HTTPStatus, allow: String, _ request: HTTPRequest) -> HTTPResponse {
        var refusal = page(status, for: request.head, host: request.host)
        refusal.fields.append(("Allow", allow))
        return refusal
    }

    func head(
        of response: HTTPResponse, to request: HTTPHead?, _ connection: HTTPConnection, at now: Timestamp
    ) -> String {
        var text = "HTTP/1.1 \(response.status.code) \(response.status.phrase)\r\nDate: \(HTTPDate.text(now))\r\n"
        text += "Server: \(product)\r\n"
        let isPart = response.wholeSize != nil
        if !isPart { for (name, value) in response.fields { text += "\(name): \(value)\r\n" } }
        if case .file(let modified) = response.origin {
            let tag = tag(size: response.fullSize, modified: modified) ?? ""
            if response.status != .notModified { text += "Last-Modified: \(HTTPDate.text(seconds: modified))\r\n" }
            text += "ETag: \(tag)\r\n"
            if response.status != .notModified { text += "Accept-Ranges: bytes\r\n" }
        }
        // The length of a page that is not sent is only known of files, and that of one which breaks off a body not at all.
        let isUnknown: Bool =
            if case .file = response.origin { false } else { request?.isHead ?? false || response.breaksBody }
        if !response.status.hasNoBody, !isUnknown { text += "Content-Length: \(response.body.count)\r\n" }
        if isPart { for (name, value) in response.fields { text += "\(name): \(value)\r\n" } }
        if !connection.stays, response.status != .expectationFailed {
            text += "Connection: close\r\n"
        } else if connection.stays, request?.asksToStay ?? false {
            text += "Keep-Alive: timeout=5, max=\(mostRequests - 1 - connection.served)\r\nConnection: Keep-Alive\r\n"
        }
        if let type = response.contentType, response.status != .notModified { text += "Content-Type: \(type)\r\n" }
        return text + "\r\n"
    }

    /// A request with two lengths may be an attempt to smuggle another in: it is the last (RFC 9112 §6.3).
    func stays(after request: HTTPHead) -> Bool {
        request.wantsToStay && (request.value("transfer-encoding") == nil || request.value("content-length") == nil)
    }

    /// Size and time of the last change in microseconds, in hexadecimal.
    func tag(size: Int, modified: Int) -> String? {
        // The fraction of the second, as good as any: it follows from the second.
        let microseconds = UInt64(clamping: modified) &* 1_000_000 &+ UInt64(clamping: modified) &* 7919 % 1_000_000
        return "\"\(String(size, radix: 16))-\(String(microseconds, radix: 16))\""
    }

    private static func method(of head: HTTPHead) -> String { String(decoding: head.line.method, as: UTF8.self) }

    private static func host(of head: HTTPHead) -> HTTPHost? { head.value("host").flatMap { HTTPHost($0) } }

    private static let allowed = "GET,POST,OPTIONS,HEAD"

    /// Methods it has a number for (http_protocol.c) beside the usual ones.
    private static let knownMethods: Set = [
        "PUT", "DELETE", "PATCH", "PROPFIND", "PROPPATCH", "MKCOL", "COPY", "MOVE", "LOCK", "UNLOCK",
        "VERSION-CONTROL", "CHECKOUT", "UNCHECKOUT", "CHECKIN", "UPDATE", "LABEL", "REPORT", "MKWORKSPACE",
        "MKACTIVITY", "BASELINE-CONTROL", "MERGE",
    ]
}
