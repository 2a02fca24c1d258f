/// XML-RPC as blogs speak it: methods called by name, credentials among their arguments.
enum HTTPRemoteCalls {
    static func isRemoteCall(_ request: HTTPRequest) -> Bool {
        HTTPForm.position(of: Array("<methodCall".utf8), in: request.body.kept.prefix(4096)) != nil
    }

    /// Names of the methods called, the outer one first.
    static func methods(in body: [UInt8]) -> [ByteString] {
        contents(of: "methodName", in: body[...], limit: 1)
            + values(in: body).filter { $0.starts(with: "wp.".utf8) || $0.starts(with: "blogger.".utf8) }
    }

    /// Every call that takes a name and a password has them as two texts, one behind the other; a blog's id, a number or
    /// an empty text, may stand before.
    static func logins(in body: [UInt8]) -> [HTTPLogin] {
        let isMany = contents(of: "methodName", in: body[...], limit: 1).first == "system.multicall"
        let texts = values(in: body)
        func login(_ texts: ArraySlice<ByteString>) -> HTTPLogin? {
            let pair = texts.drop { $0.allSatisfy(\.isDigit) }.prefix(2)
            guard pair.count == 2, let user = pair.first, let password = pair.last else { return nil }
            return HTTPLogin(method: .form, username: user, password: password)
        }
        guard isMany else { return login(texts[...]).map { [$0] } ?? [] }
        var logins: [HTTPLogin] = []
        for index in texts.indices
        where texts[index].starts(with: "wp.".utf8) && logins.count < HTTPLogin.maximumPerRequest {
            if let login = login(texts[(index + 1)...].prefix(3)) { logins.append(login) }
        }
        return logins
    }

    private static func values(in body: [UInt8]) -> [ByteString] {
        contents(of: "string", in: body[...], limit: HTTPLogin.maximumPerRequest * 4)
    }

    private static func contents(of tag: String, in body: ArraySlice<UInt8>, limit: Int) -> [ByteString] {
        let (open, close) = (Array("<\(tag)>".utf8), Array("</\(tag)>".utf8))
        var found: [ByteString] = []
        var rest = body
        while found.count < limit, let start = HTTPForm.position(of: open, in: rest) {
            let inner = rest[(start + open.count)...]
            guard let end = HTTPForm.position(of: close, in: inner) else { break }
            found.append(HTTPText.trimmed(inner[..<end]))
            rest = inner[(end + close.count)...]
        }
        return found
    }
}
