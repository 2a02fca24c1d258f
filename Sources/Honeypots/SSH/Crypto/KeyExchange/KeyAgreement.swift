/// What one key exchange gives the server.
struct KeyAgreement: Hashable, Sendable {
    /// The server's public value: the contents of the string `Q_S` (RFC 5656 §4) or the body of the mpint `f` (RFC 4253 §8).
    var serverPublic: [UInt8]
    /// The body of the mpint `K`.
    var sharedSecret: [UInt8]
}
