import ThreatModel

/// What a route answers with; the server it runs on dresses it.
struct HTTPResponse: Sendable {
    /// Whose words the body is: servers write other headers for each.
    enum Origin: Sendable {
        /// A file of that age.
        case file(modified: Timestamp)
        /// A program's output.
        case program
        /// The server's own page for the status; it writes the body.
        case server
    }

    var status: HTTPStatus
    var headers: [(name: String, value: String)] = []
    /// nil: a file whose kind the server does not know.
    var contentType: String?
    var body: [UInt8] = []
    var origin: Origin

    static func file(_ text: String, _ contentType: String?, modified: Timestamp) -> Self {
        Self(status: .ok, contentType: contentType, body: Array(text.utf8), origin: .file(modified: modified))
    }

    static func page(_ text: String, _ contentType: String = "text/html; charset=UTF-8", status: HTTPStatus = .ok)
        -> Self
    {
        Self(status: status, contentType: contentType, body: Array(text.utf8), origin: .program)
    }

    /// The server's own page.
    static func error(_ status: HTTPStatus) -> Self { Self(status: status, origin: .server) }

    /// As servers redirect by themselves.
    static func moved(to location: String) -> Self {
        Self(status: .movedPermanently, headers: [("Location", location)], origin: .server)
    }

    /// As programs redirect: without a body.
    static func redirect(to location: String, _ status: HTTPStatus = .found, cookies: [String] = []) -> Self {
        Self(
            status: status, headers: cookies.map { ("Set-Cookie", $0) } + [("Location", location)],
            contentType: "text/html; charset=UTF-8", origin: .program)
    }

    static func unauthorized(realm: String) -> Self {
        Self(status: .unauthorized, headers: [("WWW-Authenticate", "Basic realm=\"\(realm)\"")], origin: .server)
    }
}
