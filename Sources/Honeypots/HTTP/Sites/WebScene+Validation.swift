extension WebScene {
    /// The answer to a client that has the file already: it only hears that nothing changed (RFC 9110 §13).
    func unchanged(_ response: HTTPResponse, for head: HTTPHead) -> HTTPResponse {
        guard case .file(let modified) = response.origin, response.status == .ok,
            head.line.method.elementsEqual("GET".utf8) || head.isHead
        else { return response }
        let isKnown: Bool
        if let known = head.text("if-none-match") {
            guard let tag = server.tag(size: response.body.count, modified: modified) else { return response }
            isKnown = known == "*" || known.split(separator: ",").contains { $0.drop { $0 == " " } == tag }
        } else {
            isKnown = head.text("if-modified-since") == HTTPDate.text(seconds: modified)
        }
        guard isKnown else { return response }
        var short = response
        short.status = .notModified
        return short
    }
}
