/// What both sides settle on (RFC 4253 §7.1): of each of the client's lists the first that the server has too.
struct SSHAgreement: Hashable, Sendable {
    var keyExchange: KeyExchangeMethod
    var hostKey: SSHHostKeyAlgorithm
    var cipherIn: PacketCipher
    var cipherOut: PacketCipher
    var macIn: PacketMAC
    var macOut: PacketMAC
    var compressionIn: String
    var compressionOut: String
    /// The client has guessed wrong: its next packet is not looked at.
    var skipsNextPacket: Bool

    init(server: SSHProposal, client: SSHProposal) throws(SSHViolation) {
        let method = try Self.first("key exchange method", client.keyExchanges, server.keyExchanges)
        let key = try Self.first("host key type", client.hostKeys, server.hostKeys)
        let ciphers = (
            try Self.first("cipher", client.ciphersIn, server.ciphersIn),
            try Self.first("cipher", client.ciphersOut, server.ciphersOut)
        )
        guard let keyExchange = KeyExchangeMethod(rawValue: method), let hostKey = SSHHostKeyAlgorithm(rawValue: key),
            let cipherIn = PacketCipher(rawValue: ciphers.0), let cipherOut = PacketCipher(rawValue: ciphers.1)
        else { throw .silent("algorithm without code") }
        self.keyExchange = keyExchange
        self.hostKey = hostKey
        self.cipherIn = cipherIn
        self.cipherOut = cipherOut
        macIn = try Self.mac(cipherIn, client.macsIn, server.macsIn)
        macOut = try Self.mac(cipherOut, client.macsOut, server.macsOut)
        compressionIn = try Self.first("compression", client.compressionsIn, server.compressionsIn)
        compressionOut = try Self.first("compression", client.compressionsOut, server.compressionsOut)
        // Dropbear's extension: a guess is right when it is what was agreed on, whatever the server likes best.
        let isLenient = server.keyExchanges.contains(Self.guess) && client.keyExchanges.contains(Self.guess)
        skipsNextPacket =
            client.firstPacketFollows
            && (client.keyExchanges.first != (isLenient ? method : server.keyExchanges.first)
                || client.hostKeys.first != (isLenient ? key : server.hostKeys.first))
    }

    private static let guess = "kexguess2@matt.ucc.asn.au"

    /// Ciphers that authenticate need no code, whatever the lists say.
    private static func mac(
        _ cipher: PacketCipher, _ client: [String], _ server: [String]
    ) throws(SSHViolation) -> PacketMAC {
        if cipher.isAuthenticating { return .none }
        guard let mac = PacketMAC(rawValue: try first("MAC", client, server)) else {
            throw .silent("algorithm without code")
        }
        return mac
    }

    private static func first(
        _ kind: String, _ client: [String], _ server: [String]
    ) throws(SSHViolation) -> String {
        guard let name = client.first(where: server.contains) else {
            throw SSHViolation(reason: "no matching \(kind)", farewell: .silent, isOrderly: true)
        }
        return name
    }
}
