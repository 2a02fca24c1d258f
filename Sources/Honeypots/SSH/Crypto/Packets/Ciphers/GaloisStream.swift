import Crypto

/// AES in Galois/counter mode for packets (RFC 5647 §7.1): the nonce is four fixed bytes and a count of packets.
struct GaloisStream: Sendable {
    private let key: SymmetricKey
    private let fixed: [UInt8]
    private var count: UInt64

    static let codeBytes = 16

    /// - Parameter keys: with a vector of 12 bytes.
    init(_ keys: PacketKeys) {
        key = SymmetricKey(data: keys.encryption)
        fixed = Array(keys.vector.prefix(4))
        count = keys.vector.dropFirst(4).reduce(0) { $0 << 8 | UInt64($1) }
    }

    private mutating func nextNonce() throws -> AES.GCM.Nonce {
        defer { count &+= 1 }
        return try AES.GCM.Nonce(data: fixed + (0..<8).map { UInt8(truncatingIfNeeded: count >> UInt64(56 - $0 * 8)) })
    }

    /// What goes behind the length: the encrypted bytes and the code.
    mutating func seal(_ body: [UInt8], length: [UInt8]) throws(SSHCryptoError) -> [UInt8] {
        do {
            let box = try AES.GCM.seal(body, using: key, nonce: nextNonce(), authenticating: length)
            return Array(box.ciphertext) + Array(box.tag)
        } catch { throw .unsupported }
    }

    mutating func open(_ body: [UInt8], length: [UInt8], code: [UInt8]) throws(SSHCryptoError) -> [UInt8] {
        do {
            let box = try AES.GCM.SealedBox(nonce: nextNonce(), ciphertext: body, tag: code)
            return Array(try AES.GCM.open(box, using: key, authenticating: length))
        } catch { throw .authentication }
    }
}
