/// Credentials a request carries.
struct HTTPLogin: Hashable, Sendable {
    enum Method: String, Sendable {
        case basic
        case token
        case form
    }

    /// Credentials taken from one request: some carry hundreds of guesses.
    static let maximumPerRequest = 100

    private static let userNames: Set<ByteString> = [
        "username", "user", "log", "login", "email", "uname", "usr", "userid", "user_id", "user_name", "account",
        "name",
        "pma_username", "loginuser", "login_username", "luci_username", "j_username", "psid", "usernm",
    ]
    private static let passwords: Set<ByteString> = [
        "password", "pass", "pwd", "passwd", "psw", "psd", "pw", "pma_password", "loginpassword", "login_password",
        "luci_password", "j_password", "userpassword", "passwrd", "secret",
    ]

    var method: Method
    var username: ByteString?
    var password: ByteString?

    /// All credentials of a request.
    static func all(in request: HTTPRequest, form: [HTTPFormField], query: [HTTPFormField]) -> [Self] {
        var logins = request.head.values("authorization").prefix(4).compactMap(authorization)
        if request.head.method == "POST", HTTPRemoteCalls.isRemoteCall(request) {
            logins += HTTPRemoteCalls.logins(in: request.body.kept)
        } else if let login = fields(form) ?? fields(query) {
            logins.append(login)
        }
        return Array(logins.prefix(maximumPerRequest))
    }

    private static func authorization(_ value: ByteString) -> Self? {
        let scheme = value.prefix { !$0.isBlank }
        let credentials = HTTPText.trimmed(value.dropFirst(scheme.count))
        switch ByteString(scheme).lowercased {
        case "basic":
            let text = HTTPText.base64Decoded(credentials)
            let user = text.prefix { $0 != UInt8(ascii: ":") }
            return Self(
                method: .basic, username: ByteString(user), password: ByteString(text.dropFirst(user.count + 1)))
        case "bearer": return Self(method: .token, username: nil, password: credentials)
        default: return nil
        }
    }

    /// A field for a name and one for a password; a password alone is a login too.
    private static func fields(_ fields: [HTTPFormField]) -> Self? {
        guard let password = fields.first(where: { passwords.contains($0.name.lowercased) }) else { return nil }
        let user = fields.first { userNames.contains($0.name.lowercased) }
        return Self(method: .form, username: user?.value, password: password.value)
    }
}
