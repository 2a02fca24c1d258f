import Crypto

/// One direction's authentication code and its key.
enum MACState: Sendable {
    case none
    case hashed(PacketMAC, SymmetricKey)
    case universal(UMAC)

    init(_ mac: PacketMAC, key: [UInt8]) throws(SSHCryptoError) {
        guard key.count == mac.keyBytes else { throw .unsupported }
        switch mac {
        case .none: self = .none
        case .umac64, .umac64EtM, .umac128, .umac128EtM:
            self = .universal(try UMAC(key: key, codeBytes: mac.codeBytes))
        case .sha256, .sha256EtM, .sha512, .sha512EtM, .sha1, .sha1EtM, .sha1Short, .md5, .md5Short:
            self = .hashed(mac, SymmetricKey(data: key))
        }
    }

    /// The code of a packet: over its sequence number and its bytes (RFC 4253 §6.4).
    func code(_ sequence: UInt32, _ packet: [UInt8]) throws(SSHCryptoError) -> [UInt8] {
        switch self {
        case .none: []
        case .universal(let umac): try umac.code(of: packet, nonce: UInt64(sequence))
        case .hashed(let mac, let key):
            switch mac {
            case .sha256, .sha256EtM: Self.code(sequence, packet, key, SHA256.self)
            case .sha512, .sha512EtM: Self.code(sequence, packet, key, SHA512.self)
            case .sha1, .sha1EtM: Self.code(sequence, packet, key, Insecure.SHA1.self)
            case .sha1Short: Array(Self.code(sequence, packet, key, Insecure.SHA1.self).prefix(mac.codeBytes))
            case .md5: Self.code(sequence, packet, key, Insecure.MD5.self)
            case .md5Short: Array(Self.code(sequence, packet, key, Insecure.MD5.self).prefix(mac.codeBytes))
            case .none, .umac64, .umac64EtM, .umac128, .umac128EtM: []
            }
        }
    }

    private static func code<Function: HashFunction>(
        _ sequence: UInt32, _ packet: [UInt8], _ key: SymmetricKey, _: Function.Type
    ) -> [UInt8] {
        var code = HMAC<Function>(key: key)
        withUnsafeBytes(of: sequence.bigEndian) { code.update(data: $0) }
        code.update(data: packet)
        return Array(code.finalize())
    }
}
