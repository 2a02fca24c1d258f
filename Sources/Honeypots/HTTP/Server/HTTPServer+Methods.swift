/// What the servers make of methods that what they found does not take.
extension HTTPServer {
    /// Methods Apache knows and does not take for a file (RFC 9110 §9, RFC 5789, RFC 4918).
    private static let knownMethods: Set<ByteString> = [
        "PUT", "DELETE", "CONNECT", "PATCH", "PROPFIND", "PROPPATCH", "MKCOL", "COPY", "MOVE", "LOCK", "UNLOCK",
        "VERSION-CONTROL", "CHECKOUT", "UNCHECKOUT", "CHECKIN", "UPDATE", "LABEL", "REPORT", "MKWORKSPACE",
        "MKACTIVITY",
        "BASELINE-CONTROL", "MERGE",
    ]

    /// The answer itself, or what is answered instead of it because of the method.
    func objection(to head: HTTPHead, on response: HTTPResponse) -> HTTPResponse {
        switch product {
        case .apache: apacheObjection(head.method, head.target) ?? response.unlessFile(head.method, apacheFileObjection)
        case .nginx: nginxObjection(head.method) ?? response.unlessFile(head.method, nginxFileObjection)
        case .boa: ["GET", "HEAD", "POST"].contains(head.method) ? response : .error(.notImplemented)
        }
    }

    /// Whether the connection can be used further after an answer of this status.
    func staysOpen(after status: HTTPStatus) -> Bool {
        switch status {
        case .badRequest, .contentTooLarge, .uriTooLong, .notImplemented, .versionNotSupported: false
        case .ok, .movedPermanently, .found, .unauthorized, .forbidden, .notFound, .methodNotAllowed: product != .boa
        }
    }

    private var allowed: (name: String, value: String) { ("Allow", "HEAD,GET,POST,OPTIONS") }

    private func apacheObjection(_ method: ByteString, _ target: ByteString) -> HTTPResponse? {
        if method == "OPTIONS", target == "*" { return HTTPResponse(status: .ok, origin: .program) }
        // TraceEnable Off, as Debian's security.conf has it.
        if method == "TRACE" || method == "CONNECT" { return methodNotAllowed }
        return nil
    }

    private var methodNotAllowed: HTTPResponse {
        var response = HTTPResponse.error(.methodNotAllowed)
        if product == .apache { response.headers = [allowed] }
        return response
    }

    private func apacheFileObjection(_ method: ByteString, _ status: HTTPStatus) -> HTTPResponse? {
        if method == "POST" { return nil }
        if method == "OPTIONS" {
            return HTTPResponse(status: .ok, headers: [allowed], contentType: "text/html", origin: .program)
        }
        if Self.knownMethods.contains(method) { return methodNotAllowed }
        var response = HTTPResponse.error(.notImplemented)
        response.headers = [allowed]
        return response
    }

    private func nginxObjection(_ method: ByteString) -> HTTPResponse? {
        if method == "CONNECT" { return .error(.badRequest) }
        return method == "TRACE" ? .error(.methodNotAllowed) : nil
    }

    private func nginxFileObjection(_ method: ByteString, _ status: HTTPStatus) -> HTTPResponse? {
        // What is posted to nothing is not found; everything else its file handler does not take at all.
        method == "POST" && status != .ok ? nil : .error(.methodNotAllowed)
    }
}

extension HTTPResponse {
    /// Programs take every method; files and the server's own pages ask `objection`, unless something is only read.
    fileprivate func unlessFile(
        _ method: ByteString, _ objection: (ByteString, HTTPStatus) -> HTTPResponse?
    ) -> HTTPResponse {
        if method == "GET" || method == "HEAD" || status == .badRequest { return self }
        switch origin {
        case .program: return self
        case .file, .server: return objection(method, status) ?? self
        }
    }
}
