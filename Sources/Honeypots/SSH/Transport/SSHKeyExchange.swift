/// A key exchange whose algorithms are agreed on.
struct SSHKeyExchange: Sendable {
    var agreement: SSHAgreement
    /// The payloads of both proposals, which become part of the exchange hash.
    var clientInit: [UInt8]
    var serverInit: [UInt8]
    /// The group that was sent, and the sizes it was asked for by; in group exchange only.
    var group: DHGroup?
    var sizes: [UInt32] = []

    /// The message that has to come next.
    var awaited: SSHMessage {
        guard case .groupExchange = agreement.keyExchange.family else { return .exchangeInit }
        return group == nil ? .groupExchangeRequest : .groupExchangeInit
    }
}
