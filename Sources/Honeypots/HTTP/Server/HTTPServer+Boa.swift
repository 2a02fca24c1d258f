import ThreatModel

/// Answers as Boa writes them: HTTP/1.0, one for each connection.
extension HTTPServer {
    func boaBytes(of reply: HTTPReply) -> [UInt8] {
        let response = reply.response
        let reason = response.status == .found ? "Moved Temporarily" : response.status.reason
        var body = response.body
        var head = [
            "HTTP/1.0 \(response.status.rawValue) \(reason)", "Date: \(HTTPText.date(seconds: reply.now.seconds))",
            "Server: \(token)",
        ]
        if case .program = response.origin {} else { head.append("Accept-Ranges: bytes") }
        head.append("Connection: close")
        head += response.headers.map { "\($0.name): \($0.value)" }
        switch response.origin {
        case .file(let modified):
            head.append("Content-Length: \(body.count)")
            head.append("Last-Modified: \(HTTPText.date(seconds: modified.seconds))")
            head.append("Content-Type: \(response.contentType ?? "text/plain")")
        case .program: if let contentType = response.contentType { head.append("Content-Type: \(contentType)") }
        case .server:
            body = Array(boaPage(response, reply).utf8)
            head.append("Content-Type: text/html; charset=ISO-8859-1")
        }
        return Self.assemble(reply, head: head, body: body)
    }

    private func boaPage(_ response: HTTPResponse, _ reply: HTTPReply) -> String {
        let title =
            "\(response.status.rawValue) \(response.status == .found ? "Moved Temporarily" : response.status.reason)"
        let target = HTTPText.escaped(reply.target ?? "")
        let sentence: String
        switch response.status {
        case .movedPermanently, .found:
            let location = response.headers.first { $0.name == "Location" }?.value ?? ""
            sentence = "The document has moved\n<A HREF=\"\(HTTPText.escaped(location.utf8))\">here</A>."
        case .unauthorized, .forbidden:
            sentence = "Your client does not have permission to get URL \(target) from this server."
        case .notFound: sentence = "The requested URL \(target) was not found on this server."
        case .methodNotAllowed, .notImplemented:
            sentence = "\(HTTPText.escaped(reply.method ?? "")) to \(target) is not supported by Boa."
        case .ok, .badRequest, .contentTooLarge, .uriTooLong, .versionNotSupported:
            sentence = "Your client has issued a malformed or illegal request."
        }
        return "<HTML><HEAD><TITLE>\(title)</TITLE></HEAD>\n<BODY><H1>\(title)</H1>\n\(sentence)\n</BODY></HTML>\n"
    }
}
