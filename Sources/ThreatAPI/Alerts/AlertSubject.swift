import IPNetworks
import Mail
import ThreatModel

/// What an alert watches for, checked and in its canonical form.
enum AlertSubject: Hashable, Sendable {
    case ip(IPAddress)
    case range(IPPrefix)
    case username(String)
    case email(String)

    /// Characters of a username; longer ones are recorded with their session but not compared or counted.
    static let maximumUsernameLength = 256

    var kind: AlertKind {
        switch self {
        case .ip: .ip
        case .range: .range
        case .username: .username
        case .email: .email
        }
    }

    /// As it is stored and shown.
    var text: String {
        switch self {
        case .ip(let address): "\(address)"
        case .range(let prefix): "\(prefix)"
        case .username(let name): name
        case .email(let address): address
        }
    }

    /// What a stored alert is about; `nil` when the store holds what no server wrote.
    init?(_ stored: StoredSubject) {
        switch stored.kind {
        case .ip:
            guard let address = IPAddress(stored.text) else { return nil }
            self = .ip(address)
        case .range:
            guard let prefix = IPPrefix(stored.text) else { return nil }
            self = .range(prefix)
        case .username: self = .username(stored.text)
        case .email: self = .email(stored.text)
        }
    }

    typealias StoredSubject = (kind: AlertKind, text: String)

    /// What a client wants to be told of.
    ///
    /// A network may be given by any of its addresses: bits beyond the prefix length are cleared.
    init(_ kind: AlertKind, parsing text: String) throws(RequestError) {
        switch kind {
        case .ip:
            guard let address = IPAddress(text) else { throw .badRequest("'ip' must be an IPv4 or IPv6 address") }
            self = .ip(address)
        case .range:
            guard text.contains("/"), let prefix = IPPrefix(text) else {
                throw .badRequest("'cidr' must be a network, such as 198.51.100.0/28 or 2001:db8::/60")
            }
            self = .range(prefix)
        case .username:
            guard let name = Self.comparable(username: text), !name.unicodeScalars.contains(where: \.isControl) else {
                throw .badRequest(
                    "'username' must have 1 to \(Self.maximumUsernameLength) characters and no control characters")
            }
            self = .username(name)
        case .email:
            guard let address = MailAddress(text) else {
                throw .badRequest("'email' must be a mail address, such as postmaster@example.com")
            }
            self = .email(address.text.lowercased())
        }
    }

    /// The form in which usernames are compared: lower case; `nil` for what is never compared.
    static func comparable(username text: String) -> String? {
        guard !text.isEmpty, text.utf8.count <= 4 * maximumUsernameLength else { return nil }
        let name = text.lowercased()
        return name.count <= maximumUsernameLength ? name : nil
    }
}

extension Unicode.Scalar {
    /// C0, DEL and C1.
    fileprivate var isControl: Bool { properties.generalCategory == .control }
}
