import Crypto
import CryptoExtras

/// The cipher chacha20-poly1305@openssh.com (OpenSSH, PROTOCOL.chacha20poly1305): ChaCha20 as first published, with the
/// packet's sequence number as its nonce, one key for lengths and one for all else.
struct ChaChaPoly1305: Sendable {
    private let payloadKey: SymmetricKey
    private let lengthKey: SymmetricKey

    static let codeBytes = 16

    /// - Parameter key: 64 bytes.
    init(key: [UInt8]) {
        payloadKey = SymmetricKey(data: key.prefix(32))
        lengthKey = SymmetricKey(data: key.dropFirst(32))
    }

    /// The four bytes of length, decrypted or encrypted.
    func length(_ bytes: [UInt8], _ sequence: UInt32) throws(SSHCryptoError) -> [UInt8] {
        try stream(bytes, lengthKey, block: 0, sequence)
    }

    /// Everything behind the length, decrypted or encrypted.
    func body(_ bytes: [UInt8], _ sequence: UInt32) throws(SSHCryptoError) -> [UInt8] {
        try stream(bytes, payloadKey, block: 1, sequence)
    }

    /// The code over the encrypted length and body.
    func code(_ encrypted: some Collection<UInt8>, _ sequence: UInt32) throws(SSHCryptoError) -> [UInt8] {
        let key = try stream([UInt8](repeating: 0, count: 32), payloadKey, block: 0, sequence)
        return Poly1305.code(of: encrypted, key: key)
    }

    private func stream(
        _ bytes: [UInt8], _ key: SymmetricKey, block: UInt32, _ sequence: UInt32
    ) throws(SSHCryptoError) -> [UInt8] {
        // The published cipher counts in 64 bits and takes 64 bits of nonce; RFC 8439 gives half of the counter to the
        // nonce. Packets are far too short for the upper half to be anything but zero.
        var nonce = [UInt8](repeating: 0, count: 8)
        for shift: UInt32 in [24, 16, 8, 0] { nonce.append(UInt8(truncatingIfNeeded: sequence >> shift)) }
        do {
            return Array(
                try Insecure.ChaCha20CTR.encrypt(
                    bytes, using: key, counter: .init(offset: block), nonce: .init(data: nonce)))
        } catch { throw .unsupported }
    }
}
