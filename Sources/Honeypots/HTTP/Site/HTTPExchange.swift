import ThreatModel

/// One request with what is needed to answer it.
struct HTTPExchange: Sendable {
    let request: HTTPRequest
    let target: HTTPTarget
    let scene: HTTPScene
    /// What was filled into a form.
    let form: [HTTPFormField]
    /// Credentials came with the request, and are good.
    let isAuthenticated: Bool
    let now: Timestamp

    var path: String { target.path }
    var isPost: Bool { request.head.method == "POST" }

    /// As the visitor names the server, for addresses of its own.
    var host: String {
        guard let host = request.head["host"], !host.isEmpty, host.count <= 255 else { return scene.server.name }
        return HTTPText.escaped(host)
    }

    var origin: String { "http://\(host)" }

    /// The value of a query parameter.
    func query(_ name: String) -> String? { target.query.first { $0.name == ByteString(name) }?.value.text }

    func field(_ name: String) -> ByteString? { form.first { $0.name == ByteString(name) }?.value }

    /// Whether a cookie's name begins so.
    func hasCookie(_ prefix: String) -> Bool {
        request.head.values("cookie").contains { header in
            header.split(separator: UInt8(ascii: ";")).contains { HTTPText.trimmed($0).starts(with: prefix.utf8) }
        }
    }
}
