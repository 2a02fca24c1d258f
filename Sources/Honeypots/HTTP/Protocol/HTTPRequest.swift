/// A whole request: what was sent, and what a server reads out of it.
struct HTTPRequest: Sendable {
    let head: HTTPHead
    let target: HTTPTarget
    /// nil when the client named none.
    let host: HTTPHost?
    let body: [UInt8]
    let query: FormFields
    /// The form in the body; empty when it holds none.
    let form: FormFields
    /// nil when it carries none.
    let credentials: HTTPCredentials?

    init(head: HTTPHead, target: HTTPTarget, body: [UInt8]) {
        self.head = head
        self.target = target
        self.body = body
        host = (target.authority ?? head.value("host")).flatMap { HTTPHost($0) }
        query = FormFields(encoded: target.query)
        form = Self.form(head, body)
        credentials =
            head.value("authorization").flatMap { HTTPCredentials(authorization: $0) }
            ?? HTTPCredentials(form: form) ?? HTTPCredentials(form: query) ?? WordPressRemote.credentials(in: body)
    }

    var path: String { target.path }

    func isMethod(_ method: StaticString) -> Bool {
        method.withUTF8Buffer { head.line.method.elementsEqual($0) }
    }

    /// Whether the client shows a cookie whose name begins like this.
    func hasCookie(_ prefix: String) -> Bool {
        head.values("cookie").contains { value in
            value.split(separator: 0x3b).contains { ASCII.trimmed($0).starts(with: prefix.utf8) }
        }
    }

    private static func form(_ head: HTTPHead, _ body: [UInt8]) -> FormFields {
        guard !body.isEmpty else { return FormFields() }
        let type = head.value("content-type") ?? []
        let kind = String(decoding: ASCII.lowercased(type.prefix { $0 != 0x3b }), as: UTF8.self)
        if kind.hasPrefix("multipart/") {
            let lowered = ASCII.lowercased(type)
            guard let mark = ASCII.range(of: Array("boundary=".utf8), in: lowered[...]) else { return FormFields() }
            let boundary = type.dropFirst(mark.upperBound).drop { $0 == 0x22 }.prefix { $0 != 0x22 && $0 != 0x3b }
            return FormFields(multipart: body[...], boundary: Array(boundary))
        }
        // Careless clients send a form under a wrong name, or under none; what is plainly no form is left alone.
        if kind.contains("json") || kind.contains("xml") || kind.contains("octet-stream") { return FormFields() }
        return FormFields(encoded: body.prefix(mostFormBytes))
    }

    private static let mostFormBytes = 64 * 1024
}
