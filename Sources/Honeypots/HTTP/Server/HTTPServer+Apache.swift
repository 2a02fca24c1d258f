import ThreatModel

/// Answers as Apache 2.4 writes them: compared with those of the real one.
extension HTTPServer {
    func apacheBytes(of reply: HTTPReply) -> [UInt8] {
        let response = reply.response
        var body = response.body
        var contentType = response.contentType
        var head = [
            "HTTP/1.1 \(response.status.rawValue) \(response.status.reason)",
            "Date: \(HTTPText.date(seconds: reply.now.seconds))",
            "Server: \(token)",
        ]
        switch response.origin {
        case .file(let modified):
            head.append("Last-Modified: \(HTTPText.date(seconds: modified.seconds))")
            // Size and microseconds of the last change.
            let change = String(modified.milliseconds &* 1000, radix: 16)
            head.append("ETag: \"\(String(body.count, radix: 16))-\(change)\"")
            head.append("Accept-Ranges: bytes")
        case .program: break
        case .server:
            body = Array(apachePage(reply).utf8)
            contentType = "text/html; charset=iso-8859-1"
        }
        head += response.headers.map { "\($0.name): \($0.value)" }
        // The core does not know the length of a body whose beginning it could not read.
        if reply.fault != .brokenBody { head.append("Content-Length: \(body.count)") }
        if !reply.staysOpen {
            head.append("Connection: close")
        } else if reply.asksToStay {
            head.append("Keep-Alive: timeout=5, max=\(requestsPerConnection - reply.number + 1)")
            head.append("Connection: Keep-Alive")
        }
        if let contentType { head.append("Content-Type: \(contentType)") }
        return Self.assemble(reply, head: head, body: body)
    }

    private func apachePage(_ reply: HTTPReply) -> String {
        let status = reply.response.status
        let title = status.reason
        let (host, port) = reply.authority ?? (ByteString(name), "80")
        return """
            <!DOCTYPE HTML PUBLIC "-//W3C//DTD HTML 4.01//EN" "http://www.w3.org/TR/html4/strict.dtd">
            <html><head>
            <title>\(status.rawValue) \(title)</title>
            </head><body>
            <h1>\(title)</h1>
            \(apacheSentence(reply))
            <hr>
            <address>\(token) Server at \(HTTPText.escaped(host)) Port \(port)</address>
            </body></html>

            """
    }

    private func apacheSentence(_ reply: HTTPReply) -> String {
        let method = HTTPText.escaped(reply.method ?? "")
        switch reply.response.status {
        case .movedPermanently, .found:
            let location = reply.response.headers.first { $0.name == "Location" }?.value ?? ""
            return "<p>The document has moved <a href=\"\(HTTPText.escaped(location.utf8))\">here</a>.</p>"
        case .badRequest, .ok:
            let detail =
                switch reply.fault {
                case .headerTooLong: "\nSize of a request header field exceeds server limit."
                case .tooManyHeaders: "\nThe number of request header fields exceeds this server's limit."
                default: "\n"
                }
            return "<p>Your browser sent a request that this server could not understand.<br />\(detail)</p>"
        case .unauthorized:
            return """
                <p>This server could not verify that you
                are authorized to access the document
                requested.  Either you supplied the wrong
                credentials (e.g., bad password), or your
                browser doesn't understand how to supply
                the credentials required.</p>
                """
        case .forbidden: return "<p>You don't have permission to access this resource.</p>"
        case .notFound: return "<p>The requested URL was not found on this server.</p>"
        case .methodNotAllowed: return "<p>The requested method \(method) is not allowed for this URL.</p>"
        case .contentTooLarge:
            return "The requested resource does not allow request data with \(method) requests, or the amount of data "
                + "provided in\nthe request exceeds the capacity limit."
        case .uriTooLong:
            return "<p>The requested URL's length exceeds the capacity\nlimit for this server.<br />\n</p>"
        case .notImplemented: return "<p>\(method) not supported for current URL.<br />\n</p>"
        case .versionNotSupported: return "<p></p>"
        }
    }
}
