import Glibc

/// The key that a connection showed last, so that the log can name it without taking its hash again for every request:
/// clients use one key for all requests of a connection.
struct KnownKey {
    private var field: [UInt8] = []
    private var credential: Int64?

    /// The number of the credential behind a request's key; `nil` when there is none.
    mutating func credential(of head: RequestHead, in identities: IdentityDirectory) -> Int64? {
        guard let shown = head.authorization else {
            return head.query.isEmpty ? nil : ShownKey(head).known(in: identities.current)?.credential
        }
        let isSame =
            credential != nil && field.count == shown.count
            && field.withUnsafeBytes { known in
                guard let known = known.baseAddress, let shown = shown.baseAddress else { return false }
                return memcmp(known, shown, field.count) == 0
            }
        if isSame { return credential }
        credential = ShownKey(head).known(in: identities.current)?.credential
        field = Array(shown)
        return credential
    }
}
