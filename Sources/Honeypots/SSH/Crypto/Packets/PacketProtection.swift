/// The binary packets of one direction (RFC 4253 §6): padded, encrypted and authenticated with one set of keys.
///
/// A key exchange replaces it by another that goes on with its ``sequence``.
struct PacketProtection: Sendable {
    /// The greatest packet length, the length field itself not counted (OpenSSH's PACKET_MAX_SIZE).
    static let greatestLength: UInt32 = 256 * 1024
    /// The least: padding length, and the least padding.
    static let leastLength: UInt32 = 5
    static let leastPadding = 4

    /// The number of the next packet; wraps around.
    private(set) var sequence: UInt32
    var cipher: CipherState
    let mac: MACState
    /// What packets are padded to a multiple of.
    let blockBytes: Int
    /// Bytes behind each packet that authenticate it.
    let codeBytes: Int
    /// Whether padding leaves the length field out of account: with ciphers that authenticate, and with codes over what
    /// is encrypted.
    let isLengthApart: Bool
    /// Whether padding is random before there are keys too. OpenSSH pads with zeros then, dropbear as ever.
    var padsRandomly = false
    /// The packet that is being received, once its length is known.
    var incoming: IncomingPacket?

    /// No protection, as before the first key exchange.
    init() {
        sequence = 0
        cipher = .none
        mac = .none
        blockBytes = 8
        codeBytes = 0
        isLengthApart = false
    }

    /// - Parameter mac: of no account with a cipher that authenticates itself.
    /// - Throws: ``SSHCryptoError/unsupported`` if the keys are not of the algorithms' lengths.
    init(
        cipher: PacketCipher, mac: PacketMAC, keys: PacketKeys, sequence: UInt32
    ) throws(SSHCryptoError) {
        let mac = cipher.isAuthenticating ? .none : mac
        self.sequence = sequence
        self.cipher = try CipherState(cipher, keys)
        self.mac = try MACState(mac, key: keys.integrity)
        blockBytes = cipher.blockBytes
        codeBytes = cipher.isAuthenticating ? 16 : mac.codeBytes
        isLengthApart = cipher.isAuthenticating || mac.isEncryptThenMAC
    }

    mutating func countPacket() { sequence &+= 1 }

    /// Bytes on the wire of a packet with a payload of that size.
    func wireBytes(payload count: Int) -> Int { 5 + count + padding(payload: count) + codeBytes }

    /// Bytes of padding: the least that fills the blocks and is not below four.
    func padding(payload count: Int) -> Int {
        let counted = (isLengthApart ? 1 : 5) + count
        let fill = blockBytes - counted % blockBytes
        return fill < Self.leastPadding ? fill + blockBytes : fill
    }
}
