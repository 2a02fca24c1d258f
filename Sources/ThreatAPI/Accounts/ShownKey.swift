import Store
import ThreatModel

/// The key or token that a request shows, wherever it does, whether or not its route takes it there: who shows a valid one
/// is no stranger.
struct ShownKey {
    private let secret: UnsafeRawBufferPointer?
    private let text: String?

    init(_ head: RequestHead) {
        let password = head.authorization.flatMap(BasicCredentials.key)
        let shown = head.authorization.map { KeyAuthentication.bearerSecret($0) ?? $0 } ?? head.facadeKey
        secret = password == nil ? shown : nil
        text = password ?? (shown == nil && !head.query.isEmpty ? Self.key(inQuery: head.query) : nil)
    }

    var isPresent: Bool { secret != nil || text != nil }

    /// `nil` unless the key is valid now.
    func identity(in table: IdentityTable, at now: Timestamp) -> Identity? {
        guard let found = known(in: table), found.refusal(at: now) == nil else { return nil }
        return found
    }

    /// The identity behind the key, whatever its state.
    func known(in table: IdentityTable) -> Identity? {
        if let secret { return table.identity(secret: secret) }
        guard let text else { return nil }
        return Array(text.utf8).withUnsafeBytes { table.identity(secret: $0) }
    }

    private static func key(inQuery query: UnsafeRawBufferPointer) -> String? {
        var key: String?
        try? QueryParameters(query).forEach { (name, value) throws(RequestError) in
            if name == "key" { key = key ?? value }
        }
        return key
    }
}
