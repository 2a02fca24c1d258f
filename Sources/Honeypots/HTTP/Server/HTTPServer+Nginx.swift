import ThreatModel

/// Answers as nginx writes them: compared with those of the real one.
extension HTTPServer {
    func nginxBytes(of reply: HTTPReply) -> [UInt8] {
        let response = reply.response
        let reason = nginxReason(response.status)
        var body = response.body
        var head = [
            "HTTP/1.1 \(response.status.rawValue) \(reason)", "Server: \(token)",
            "Date: \(HTTPText.date(seconds: reply.now.seconds))",
        ]
        var trailing: [String] = []
        var isChunked = false
        switch response.origin {
        case .file(let modified):
            head.append("Content-Type: \(response.contentType ?? "application/octet-stream")")
            head.append("Content-Length: \(body.count)")
            head.append("Last-Modified: \(HTTPText.date(seconds: modified.seconds))")
            // Seconds of the last change and size.
            let change = String(modified.seconds, radix: 16)
            trailing = ["ETag: \"\(change)-\(String(body.count, radix: 16))\"", "Accept-Ranges: bytes"]
        case .program:
            if let contentType = response.contentType { head.append("Content-Type: \(contentType)") }
            isChunked = reply.version >= .v1_1
            if isChunked, !reply.isHead { body = Self.chunked(body) }
        case .server:
            body = Array(nginxPage(reply, reason).utf8)
            head.append("Content-Type: text/html")
            head.append("Content-Length: \(body.count)")
        }
        let location = response.headers.filter { $0.name == "Location" }
        head += location.map { "Location: \(nginxLocation($0.value, reply))" }
        if isChunked { head.append("Transfer-Encoding: chunked") }
        head.append("Connection: \(reply.staysOpen ? "keep-alive" : "close")")
        head += response.headers.filter { $0.name != "Location" }.map { "\($0.name): \($0.value)" }
        return Self.assemble(reply, head: head + trailing, body: body)
    }

    /// Its own redirects name the port it listens on.
    private func nginxLocation(_ location: String, _ reply: HTTPReply) -> String {
        guard case .server = reply.response.origin, reply.localPort != 80, location.hasPrefix("http://") else {
            return location
        }
        let rest = location.dropFirst(7)
        let host = rest.prefix { $0 != "/" }
        return "http://\(host.prefix { $0 != ":" }):\(reply.localPort)\(rest.dropFirst(host.count))"
    }

    private func nginxReason(_ status: HTTPStatus) -> String {
        switch status {
        case .found: "Moved Temporarily"
        case .unauthorized: "Unauthorized"
        case .methodNotAllowed: "Not Allowed"
        case .uriTooLong: "Request-URI Too Large"
        case .ok, .movedPermanently, .badRequest, .forbidden, .notFound, .contentTooLarge, .notImplemented,
            .versionNotSupported:
            status.reason
        }
    }

    private func nginxPage(_ reply: HTTPReply, _ reason: String) -> String {
        let status = reply.response.status
        // The one fault it has a title of its own for.
        let title = reply.fault == .headerTooLong ? "Request Header Or Cookie Too Large" : reason
        let heading = status == .unauthorized ? "401 Authorization Required" : "\(status.rawValue) \(reason)"
        var lines = [
            "<html>", "<head><title>\(title == reason ? heading : "\(status.rawValue) \(title)")</title></head>",
            "<body>",
            "<center><h1>\(heading)</h1></center>",
        ]
        if title != reason { lines.append("<center>\(title)</center>") }
        lines += ["<hr><center>\(token)</center>", "</body>", "</html>", ""]
        return lines.joined(separator: "\r\n")
    }
}
