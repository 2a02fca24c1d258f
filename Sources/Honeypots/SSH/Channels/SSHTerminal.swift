/// The terminal a visitor asked for (RFC 4254 §6.2).
struct SSHTerminal: Hashable, Sendable {
    /// The value of TERM.
    var name: [UInt8]
    var columns: Int
    var rows: Int
}
