/// Files of which a client has something already (RFC 9110 §13 and §14).
extension WebScene {
    /// The answer as this client gets it: whole, in part, or not at all because it has not changed.
    func shortened(_ response: HTTPResponse, for head: HTTPHead) -> HTTPResponse {
        part(of: unchanged(response, for: head), for: head)
    }

    /// One part of a file; whoever asks for several, or for what is beyond the end, gets the whole.
    private func part(of response: HTTPResponse, for head: HTTPHead) -> HTTPResponse {
        guard case .file = response.origin, response.status == .ok, server.servesParts,
            head.line.method.elementsEqual("GET".utf8), let text = head.text("range"), text.hasPrefix("bytes=")
        else { return response }
        let bounds = text.dropFirst(6).split(separator: "-", omittingEmptySubsequences: false)
        let size = response.body.count
        guard bounds.count == 2, size > 0 else { return response }
        var range = 0..<size
        switch (Int(bounds[0]), Int(bounds[1])) {
        case (let first?, let last?) where first <= last && first < size:
            range = first..<(last < size ? last + 1 : size)
        case (let first?, nil) where bounds[1].isEmpty && first < size: range = first..<size
        case (nil, let count?) where bounds[0].isEmpty && count > 0: range = max(0, size - count)..<size
        default: return response
        }
        var part = response
        part.status = .partialContent
        part.body = Array(response.body[range])
        part.wholeSize = size
        part.fields.append(("Content-Range", "bytes \(range.lowerBound)-\(range.upperBound - 1)/\(size)"))
        return part
    }

    /// The answer to a client that has the file already: it only hears that nothing changed (RFC 9110 §13).
    private func unchanged(_ response: HTTPResponse, for head: HTTPHead) -> HTTPResponse {
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
