import Store
import ThreatModel

/// Who a request comes from.
enum KeyAuthentication {
    /// The identity behind an `Authorization` field; where there is none, behind a key in the field of a façade, or in the
    /// query where that is allowed.
    ///
    /// An unknown secret and one of the wrong kind are told the same: 401. A disabled or expired one is known: 403.
    static func identity(
        authorization: UnsafeRawBufferPointer?, facadeKey: UnsafeRawBufferPointer? = nil, queryKey: String? = nil,
        kind: CredentialKind, in table: IdentityTable, at now: Timestamp
    ) throws(RequestError) -> Identity {
        let found: Identity?
        if let secret = authorization.flatMap(bearerSecret) {
            found = table.identity(secret: secret)
        } else if authorization == nil, let facadeKey {
            found = table.identity(secret: facadeKey)
        } else if authorization == nil, let queryKey {
            found = Array(queryKey.utf8).withUnsafeBytes { table.identity(secret: $0) }
        } else {
            found = nil
        }
        guard let identity = found, identity.kind == kind else { throw kind.unknown }
        switch identity.refusal(at: now) {
        case nil: return identity
        case .accountDisabled: throw .forbidden("the account of this \(kind.noun) is disabled")
        case .disabled: throw .forbidden("this \(kind.noun) is disabled")
        case .expired: throw .forbidden("this \(kind.noun) has expired")
        case .replaced: throw .forbidden("this \(kind.noun) was replaced by a new one")
        }
    }

    /// What follows `Bearer` (RFC 6750 §2.1, in any case).
    static func bearerSecret(_ field: UnsafeRawBufferPointer) -> UnsafeRawBufferPointer? {
        guard field.count > 7, ASCIIText.equalsIgnoringCase(field[..<7], "bearer ") else { return nil }
        var start = 7
        var end = field.count
        while start < end, field[start] == UInt8(ascii: " ") { start += 1 }
        while end > start, field[end - 1] == UInt8(ascii: " ") { end -= 1 }
        return UnsafeRawBufferPointer(rebasing: field[start..<end])
    }
}

extension CredentialKind {
    fileprivate var noun: String {
        switch self {
        case .apiKey: "key"
        case .sensorToken: "sensor token"
        case .administratorKey: "administrator's key"
        }
    }

    fileprivate var unknown: RequestError {
        switch self {
        case .apiKey: .unauthorized
        case .sensorToken: .noSensorToken
        case .administratorKey: .noAdministratorKey
        }
    }
}
