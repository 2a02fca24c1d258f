import Testing

@testable import Honeypots

@Suite("Ciphers of SSH")
struct CipherTests {
    /// Computed with Python's `cryptography`: the key's bytes count up from zero, packet 7 says "hello".
    @Test("chacha20-poly1305@openssh.com seals a packet as other implementations do")
    func chaCha() throws {
        let keys = PacketKeys(vector: [], encryption: [UInt8](0..<64), integrity: [])
        var sender = try PacketProtection(cipher: .chaCha20Poly1305, mac: .none, keys: keys, sequence: 7)
        var ones = ConstantGenerator(word: 0x0101_0101_0101_0101)
        let packet = try sender.seal(Array("hello".utf8), using: &ones)
        #expect(
            CryptoSamples.text(packet) == "a39afcba222e702f22ec2b5f6d6cbaf1d68ed22d33aff1ea8103574f2c870970b94f6bd7")
        #expect(sender.sequence == 8)
    }

    /// FIPS 46-3 as computed with Python's `cryptography`.
    @Test("Triple DES encrypts and decrypts")
    func tripleDES() {
        let cipher = TripleDES(key: CryptoSamples.bytes("0123456789abcdef23456789abcdef01456789abcdef0123"))
        let plain = Array("Now is the time for all ".utf8)
        let encrypted = TripleDES.mapBlocks(plain) { cipher.encrypt($0) }
        #expect(CryptoSamples.text(encrypted) == "314f8327fa7a09a84362760cc13ba7daff55c5f80faaac45")
        #expect(TripleDES.mapBlocks(encrypted) { cipher.decrypt($0) } == plain)
        #expect(TripleDES.mapBlocks([1, 2, 3]) { $0 } == [])
    }

    /// SP 800-38A, F.5.1 and F.2.1, the first two blocks, in two portions.
    @Test(
        "AES counts and chains from portion to portion",
        arguments: [
            (
                PacketCipher.aes128CTR, "f0f1f2f3f4f5f6f7f8f9fafbfcfdfeff",
                "874d6191b620e3261bef6864990db6ce9806f66b7970fdff8617187bb9fffdff"
            ),
            (
                .aes128CBC, "000102030405060708090a0b0c0d0e0f",
                "7649abac8119b246cee98e9b12e9197d5086cb9b507219ee95db113a917678b2"
            ),
        ])
    func aes(_ cipher: PacketCipher, _ vector: String, _ encrypted: String) throws {
        let keys = PacketKeys(
            vector: CryptoSamples.bytes(vector), encryption: CryptoSamples.bytes("2b7e151628aed2a6abf7158809cf4f3c"),
            integrity: [])
        let plain = CryptoSamples.bytes("6bc1bee22e409f96e93d7e117393172aae2d8a571e03ac9c9eb76fac45af8e51")
        guard case .stream(var sender) = try CipherState(cipher, keys), var receiver = Optional(sender) else {
            Issue.record("no stream")
            return
        }
        let first = try sender.encrypt(Array(plain[..<16]))
        let both = try first + sender.encrypt(Array(plain[16...]))
        #expect(CryptoSamples.text(both) == encrypted)
        #expect(try receiver.decrypt(Array(both[..<16])) + receiver.decrypt(Array(both[16...])) == plain)
        #expect(try receiver.decrypt([]) == [])
    }

    @Test("The counter of AES wraps around")
    func counterWraps() throws {
        let keys = PacketKeys(
            vector: [UInt8](repeating: 0xff, count: 16), encryption: [UInt8](repeating: 1, count: 16), integrity: [])
        let zeros = [UInt8](repeating: 0, count: 16)
        guard case .stream(var whole) = try CipherState(.aes128CTR, keys), var parts = Optional(whole) else { return }
        #expect(try whole.encrypt(zeros + zeros) == parts.encrypt(zeros) + parts.encrypt(zeros))
    }

    @Test("Keys and vectors of the wrong length are refused", arguments: PacketCipher.allCases)
    func lengths(_ cipher: PacketCipher) {
        var keys = CryptoSamples.keys(cipher, .none)
        keys.encryption.removeLast()
        #expect(throws: SSHCryptoError.unsupported) { try CipherState(cipher, keys) }
        keys = CryptoSamples.keys(cipher, .none)
        keys.vector.append(0)
        #expect(throws: SSHCryptoError.unsupported) { try CipherState(cipher, keys) }
    }
}
