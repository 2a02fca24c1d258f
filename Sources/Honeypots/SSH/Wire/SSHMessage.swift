/// Message numbers: RFC 4250 §4.1.2; RFC 4419 §5, RFC 5656 §7.1 and RFC 4252 §8, RFC 4256 §5 for those that methods have
/// for themselves; RFC 8308 §2.3 for extensions.
struct SSHMessage: RawRepresentable, Hashable, Sendable {
    let rawValue: UInt8

    static let disconnect = Self(rawValue: 1)
    static let ignore = Self(rawValue: 2)
    static let unimplemented = Self(rawValue: 3)
    static let debug = Self(rawValue: 4)
    static let serviceRequest = Self(rawValue: 5)
    static let serviceAccept = Self(rawValue: 6)
    static let extensionInfo = Self(rawValue: 7)
    static let keyExchangeInit = Self(rawValue: 20)
    static let newKeys = Self(rawValue: 21)
    /// SSH_MSG_KEXDH_INIT and SSH_MSG_KEX_ECDH_INIT.
    static let exchangeInit = Self(rawValue: 30)
    /// SSH_MSG_KEXDH_REPLY and SSH_MSG_KEX_ECDH_REPLY; also SSH_MSG_KEX_DH_GEX_GROUP.
    static let exchangeReply = Self(rawValue: 31)
    static let groupExchangeInit = Self(rawValue: 32)
    static let groupExchangeReply = Self(rawValue: 33)
    static let groupExchangeRequest = Self(rawValue: 34)
    static let authenticationRequest = Self(rawValue: 50)
    static let authenticationFailure = Self(rawValue: 51)
    static let authenticationSuccess = Self(rawValue: 52)
    /// SSH_MSG_USERAUTH_PK_OK and SSH_MSG_USERAUTH_INFO_REQUEST.
    static let methodAnswer = Self(rawValue: 60)
    /// SSH_MSG_USERAUTH_INFO_RESPONSE.
    static let informationResponse = Self(rawValue: 61)
    static let globalRequest = Self(rawValue: 80)
    static let requestSuccess = Self(rawValue: 81)
    static let requestFailure = Self(rawValue: 82)
    static let channelOpen = Self(rawValue: 90)
    static let channelOpenConfirmation = Self(rawValue: 91)
    static let channelOpenFailure = Self(rawValue: 92)
    static let channelWindowAdjust = Self(rawValue: 93)
    static let channelData = Self(rawValue: 94)
    static let channelExtendedData = Self(rawValue: 95)
    static let channelEndOfFile = Self(rawValue: 96)
    static let channelClose = Self(rawValue: 97)
    static let channelRequest = Self(rawValue: 98)
    static let channelSuccess = Self(rawValue: 99)
    static let channelFailure = Self(rawValue: 100)

    /// Messages of the transport layer; what comes above belongs to services.
    var isTransport: Bool { 1...49 ~= rawValue }
    /// Whether the number may go over the wire at all (RFC 4250 §4.1.1 keeps the rest for local use).
    var isValid: Bool { 1...191 ~= rawValue }
}
