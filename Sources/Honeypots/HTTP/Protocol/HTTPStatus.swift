/// A status code (RFC 9110 §15).
struct HTTPStatus: Hashable, Sendable {
    let code: Int

    static let ok = Self(code: 200)
    static let created = Self(code: 201)
    static let noContent = Self(code: 204)
    static let partialContent = Self(code: 206)
    static let movedPermanently = Self(code: 301)
    static let found = Self(code: 302)
    static let notModified = Self(code: 304)
    static let badRequest = Self(code: 400)
    static let unauthorized = Self(code: 401)
    static let forbidden = Self(code: 403)
    static let notFound = Self(code: 404)
    static let methodNotAllowed = Self(code: 405)
    static let contentTooLarge = Self(code: 413)
    static let targetTooLong = Self(code: 414)
    static let expectationFailed = Self(code: 417)
    static let serverError = Self(code: 500)
    static let notImplemented = Self(code: 501)
    static let versionNotSupported = Self(code: 505)

    /// The phrase most software says; some has its own.
    var phrase: String {
        switch code {
        case 200: "OK"
        case 201: "Created"
        case 204: "No Content"
        case 206: "Partial Content"
        case 301: "Moved Permanently"
        case 302: "Found"
        case 304: "Not Modified"
        case 400: "Bad Request"
        case 401: "Unauthorized"
        case 403: "Forbidden"
        case 404: "Not Found"
        case 405: "Method Not Allowed"
        case 413: "Request Entity Too Large"
        case 414: "Request-URI Too Long"
        case 417: "Expectation Failed"
        case 501: "Not Implemented"
        case 505: "HTTP Version Not Supported"
        default: "Internal Server Error"
        }
    }

    /// Whether an answer of this status has no body whatever was asked (RFC 9110 §6.4.1).
    var hasNoBody: Bool { code == 204 || code == 304 || code < 200 }
}
