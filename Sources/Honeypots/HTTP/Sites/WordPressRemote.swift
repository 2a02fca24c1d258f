/// XML-RPC of WordPress: the methods that are abused.
enum WordPressRemote {
    static func answer(_ visit: RouteVisit, _ scene: WebScene) -> HTTPResponse {
        guard visit.request.isMethod("POST") else {
            return .script(
                "XML-RPC server accepts POST requests only.", status: .methodNotAllowed,
                type: "text/plain;charset=UTF-8", [("Allow", "POST")])
        }
        let body = visit.request.body
        switch element("methodName", of: body[...]) {
        case "system.listMethods":
            let names = [
                "system.multicall", "system.listMethods", "system.getCapabilities", "pingback.ping",
                "wp.getUsersBlogs", "wp.getUsers", "wp.getPosts", "wp.newPost", "wp.uploadFile", "demo.sayHello",
            ]
            let values = names.map { "<value><string>\($0)</string></value>" }.joined()
            return reply("<params><param><value><array><data>\(values)</data></array></value></param></params>")
        case "demo.sayHello":
            return reply("<params><param><value><string>Hello!</string></value></param></params>")
        case "wp.getUsersBlogs", "wp.getUsers", "wp.getPosts", "wp.getProfile":
            guard visit.isLetIn else { return fault(403, "Incorrect username or password.") }
            let origin = visit.origin(scene)
            let members = [
                ("isAdmin", "<boolean>1</boolean>"), ("url", "<string>\(origin)/</string>"),
                ("blogid", "<string>1</string>"), ("blogName", "<string>\(scene.blog.title)</string>"),
                ("xmlrpc", "<string>\(origin)/xmlrpc.php</string>"),
            ].map { "<member><name>\($0.0)</name><value>\($0.1)</value></member>" }.joined()
            return reply(
                "<params><param><value><array><data><value><struct>\(members)</struct></value></data></array></value>"
                    + "</param></params>"
            ).acceptingLogin()
        case "pingback.ping": return fault(0, "")
        case .some: return fault(-32601, "server error. requested method does not exist.")
        case nil: return fault(-32700, "parse error. not well formed")
        }
    }

    /// The credentials of a call: its first two parameters that are texts, behind a number of the blog where there is one.
    static func credentials(in body: [UInt8]) -> HTTPCredentials? {
        guard let method = element("methodName", of: body.prefix(mostLookedAt)),
            method.hasPrefix("wp.") || method.hasPrefix("metaWeblog.")
        else { return nil }
        var texts: [String] = []
        var rest = body.prefix(mostLookedAt)
        while texts.count < 3, let start = ASCII.range(of: Array("<value>".utf8), in: rest) {
            rest = rest[start.upperBound...]
            let inner = rest.prefix { $0 != 0x3c }
            if inner.isEmpty, rest.starts(with: "<string>".utf8) {
                texts.append(String(decoding: rest.dropFirst(8).prefix { $0 != 0x3c }, as: UTF8.self))
            } else if !inner.isEmpty {
                texts.append(String(decoding: inner, as: UTF8.self))
            }
        }
        if texts.count == 3, Int(texts[0]) != nil { texts.removeFirst() }
        guard texts.count >= 2 else { return nil }
        return HTTPCredentials(method: .form, username: Array(texts[0].utf8), password: Array(texts[1].utf8))
    }

    private static let mostLookedAt = 16 * 1024

    /// The text of the first element of that name.
    private static func element(_ name: String, of body: ArraySlice<UInt8>) -> String? {
        guard let start = ASCII.range(of: Array("<\(name)>".utf8), in: body.prefix(mostLookedAt)) else { return nil }
        let text = body[start.upperBound...].prefix(64).prefix { $0 != 0x3c }
        return String(decoding: ASCII.trimmed(text), as: UTF8.self)
    }

    private static func reply(_ content: String) -> HTTPResponse {
        .script(
            "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<methodResponse>\n\(content)\n</methodResponse>\n",
            type: "text/xml; charset=UTF-8")
    }

    private static func fault(_ code: Int, _ text: String) -> HTTPResponse {
        reply(
            "<fault><value><struct><member><name>faultCode</name><value><int>\(code)</int></value></member><member><name>"
                + "faultString</name><value><string>\(text)</string></value></member></struct></value></fault>")
    }
}
