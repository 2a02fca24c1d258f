/// What is answered, before the server's software dresses it.
struct HTTPResponse: Hashable, Sendable {
    /// Where it comes from: software shows different fields for each.
    enum Origin: Hashable, Sendable {
        /// A file of the site, changed last at this second since the epoch.
        case file(modified: Int)
        /// A program: its length is not known before it has run.
        case script
        /// The server's own page.
        case server
    }

    var status: HTTPStatus
    /// Fields of this answer alone, in the order they are sent.
    var fields: [(name: String, value: String)] = []
    var contentType: String?
    var body: [UInt8] = []
    var origin: Origin
    /// Bytes of the whole file, where the body is a part of it.
    var wholeSize: Int?
    /// The connection ends behind it.
    var isLast = false
    /// It is sent before the request's body has come to its end.
    var breaksBody = false
    /// Whether credentials of the request were let in by what answers.
    var acceptsLogin = false

    static func == (a: Self, b: Self) -> Bool {
        a.status == b.status && a.contentType == b.contentType && a.body == b.body && a.origin == b.origin
            && a.fields.elementsEqual(b.fields, by: ==)
    }

    func hash(into hasher: inout Hasher) {
        hasher.combine(status)
        hasher.combine(body)
    }
}

extension HTTPResponse {
    /// Bytes of what it is or is a part of.
    var fullSize: Int { wholeSize ?? body.count }

    static func file(_ body: [UInt8], type: String?, modified: Int) -> Self {
        Self(status: .ok, contentType: type, body: body, origin: .file(modified: modified))
    }

    static func script(
        _ text: String, status: HTTPStatus = .ok, type: String = "text/html; charset=UTF-8",
        _ fields: [(name: String, value: String)] = []
    ) -> Self {
        Self(status: status, fields: fields, contentType: type, body: Array(text.utf8), origin: .script)
    }

    /// A program's redirection, which has no page.
    static func redirect(to place: String, _ fields: [(name: String, value: String)] = []) -> Self {
        Self(
            status: .found, fields: fields + [("Location", place)], contentType: "text/html; charset=UTF-8",
            origin: .script)
    }

    /// The same, with the login let in.
    func acceptingLogin(_ isAccepted: Bool = true) -> Self {
        var response = self
        response.acceptsLogin = isAccepted
        return response
    }
}
