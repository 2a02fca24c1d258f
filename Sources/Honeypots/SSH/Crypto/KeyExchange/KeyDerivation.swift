/// The keys of a session from the results of a key exchange (RFC 4253 §7.2).
struct KeyDerivation: Sendable {
    enum Direction: Sendable { case clientToServer, serverToClient }

    private let digest: SSHDigest
    /// `K` as an mpint, length included.
    private let secret: [UInt8]
    private let exchangeHash: [UInt8]
    private let sessionID: [UInt8]

    /// - Parameters:
    ///   - sharedSecret: the body of the mpint `K`.
    ///   - sessionID: the exchange hash of the connection's first key exchange.
    init(digest: SSHDigest, sharedSecret: [UInt8], exchangeHash: [UInt8], sessionID: [UInt8]) {
        self.digest = digest
        var writer = BlobWriter()
        writer.append(string: sharedSecret)
        secret = writer.bytes
        self.exchangeHash = exchangeHash
        self.sessionID = sessionID
    }

    /// What one direction's cipher and authentication code need.
    func keys(for direction: Direction, cipher: PacketCipher, mac: PacketMAC) -> PacketKeys {
        let letters: (UInt8, UInt8, UInt8) =
            switch direction {
            case .clientToServer: (UInt8(ascii: "A"), UInt8(ascii: "C"), UInt8(ascii: "E"))
            case .serverToClient: (UInt8(ascii: "B"), UInt8(ascii: "D"), UInt8(ascii: "F"))
            }
        return PacketKeys(
            vector: bytes(letters.0, count: cipher.vectorBytes),
            encryption: bytes(letters.1, count: cipher.keyBytes),
            integrity: cipher.isAuthenticating ? [] : bytes(letters.2, count: mac.keyBytes))
    }

    /// The first `count` bytes of the key of that letter.
    func bytes(_ letter: UInt8, count: Int) -> [UInt8] {
        guard count > 0 else { return [] }
        var key = digest.hash(secret, exchangeHash, [letter], sessionID)
        while key.count < count { key += digest.hash(secret, exchangeHash, key) }
        return Array(key.prefix(count))
    }
}
