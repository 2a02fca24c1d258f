import Crypto
import IPNetworks
import ThreatModel

/// Who asks: known by a session or a token.
struct Visitor: Sendable {
    var role: Role
    /// As the record of changes names them: `administrator`, `api token`.
    var name: String
    /// Where they ask from; `nil`: not over IP.
    var address: IPAddress?
    /// When the connection was made over which they ask.
    var connected: Timestamp
    /// What their forms must carry; `nil` for programs, which show a token with each request instead.
    var formToken: String?
    /// Theirs, among those of the ``Doorkeeper``; `nil` for programs.
    var session: SessionTable.Key?
    /// Of the token that a program has shown; `nil` for people.
    var tokenHash: SHA256Digest?
}
