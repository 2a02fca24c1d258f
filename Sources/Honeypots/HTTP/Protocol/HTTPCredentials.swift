import FoundationEssentials

/// What somebody logs in with, and how it was sent.
struct HTTPCredentials: Hashable, Sendable {
    enum Method: String, Sendable {
        case basic
        case form
        case token
    }

    let method: Method
    let username: [UInt8]
    let password: [UInt8]
}

extension HTTPCredentials {
    /// The credentials of an `Authorization` field (RFC 7617, RFC 6750).
    init?(authorization value: ArraySlice<UInt8>) {
        let scheme = ASCII.lowercased(value.prefix { $0 != 0x20 })
        let rest = ASCII.trimmed(value.dropFirst(scheme.count))
        if scheme.elementsEqual("basic".utf8) {
            guard let decoded = Data(base64Encoded: Data(rest), options: .ignoreUnknownCharacters) else { return nil }
            let bytes = Array(decoded)
            let name = bytes.prefix { $0 != 0x3a }
            self.init(method: .basic, username: Array(name), password: Array(bytes.dropFirst(name.count + 1)))
        } else if scheme.elementsEqual("bearer".utf8), !rest.isEmpty {
            self.init(method: .token, username: [], password: Array(rest))
        } else {
            return nil
        }
    }

    /// The credentials among the fields of a form: those that carry the names which login pages give them.
    init?(form: FormFields) {
        guard let password = form.first(of: Self.passwordNames) else { return nil }
        self.init(method: .form, username: form.first(of: Self.userNames) ?? [], password: password)
    }

    private static let passwordNames = [
        "password", "pwd", "passwd", "pass", "psd", "pma_password", "user_password", "userpassword", "login_password",
        "loginpassword", "j_password", "http_passwd", "luci_password", "pws", "passwrd", "user_pass", "adminpwd",
    ]
    private static let userNames = [
        "username", "log", "user", "login", "email", "userid", "user_name", "uname", "pma_username", "name", "account",
        "user_login", "loginusername", "j_username", "http_user", "luci_username", "usr", "login_name", "usrname",
    ]
}
