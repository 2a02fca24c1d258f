import Testing

@testable import Honeypots

@Suite("Authentication codes of SSH")
struct CodeTests {
    struct Poly1305Vector {
        var key: String
        var message: String
        var code: String
    }

    /// RFC 8439 §2.5.2 and appendix A.3 (7 to 11: carries and values near the prime).
    static let vectors = [
        Poly1305Vector(
            key: "85d6be7857556d337f4452fe42d506a80103808afb0db2fd4abff6af4149f51b",
            message: "43727970746f6772617068696320466f72756d2052657365617263682047726f7570",
            code: "a8061dc1305136c6c22b8baf0c0127a9"),
        Poly1305Vector(
            key: "0200000000000000000000000000000000000000000000000000000000000000",
            message: "ffffffffffffffffffffffffffffffff", code: "03000000000000000000000000000000"),
        Poly1305Vector(
            key: "02000000000000000000000000000000ffffffffffffffffffffffffffffffff",
            message: "02000000000000000000000000000000", code: "03000000000000000000000000000000"),
        Poly1305Vector(
            key: "0100000000000000000000000000000000000000000000000000000000000000",
            message:
                "fffffffffffffffffffffffffffffffff0ffffffffffffffffffffffffffffff11000000000000000000000000000000",
            code: "05000000000000000000000000000000"),
        Poly1305Vector(
            key: "0100000000000000000000000000000000000000000000000000000000000000",
            message:
                "fffffffffffffffffffffffffffffffffbfefefefefefefefefefefefefefefe01010101010101010101010101010101",
            code: "00000000000000000000000000000000"),
        Poly1305Vector(
            key: "0200000000000000000000000000000000000000000000000000000000000000",
            message: "fdffffffffffffffffffffffffffffff", code: "faffffffffffffffffffffffffffffff"),
    ]

    @Test("Poly1305 gives the codes of RFC 8439", arguments: vectors.indices)
    func poly1305(_ index: Int) {
        let vector = Self.vectors[index]
        let code = Poly1305.code(of: CryptoSamples.bytes(vector.message), key: CryptoSamples.bytes(vector.key))
        #expect(CryptoSamples.text(code) == vector.code)
    }

    @Test("Poly1305 takes an empty message and a key that is too short")
    func poly1305Edges() {
        #expect(Poly1305.code(of: [], key: [UInt8](repeating: 7, count: 32)) == [UInt8](repeating: 7, count: 16))
        #expect(Poly1305.code(of: [1, 2, 3], key: []) == [UInt8](repeating: 0, count: 16))
    }

    struct UMACVector {
        var repeated: String
        var count: Int
        var code: String
    }

    /// RFC 4418, appendix: the key "abcdefghijklmnop", the nonce "bcdefghi".
    static let umacVectors = [
        UMACVector(repeated: "", count: 0, code: "6e155fad26900be1"),
        UMACVector(repeated: "a", count: 3, code: "44b5cb542f220104"),
        UMACVector(repeated: "a", count: 1 << 10, code: "26bf2f5d60118bd9"),
        UMACVector(repeated: "a", count: 1 << 15, code: "27f8ef643b0d118d"),
        UMACVector(repeated: "a", count: 1 << 20, code: "a4477e87e9f55853"),
        UMACVector(repeated: "abc", count: 1, code: "d4d7b9f6bd4fbfcf"),
        UMACVector(repeated: "abc", count: 500, code: "d4cf26ddefd5c01a"),
    ]

    @Test("UMAC-64 gives the codes of RFC 4418", arguments: umacVectors.indices)
    func umac(_ index: Int) throws {
        let vector = Self.umacVectors[index]
        let umac = try UMAC(key: Array("abcdefghijklmnop".utf8), codeBytes: 8)
        let message = Array(repeatElement(Array(vector.repeated.utf8), count: vector.count).joined())
        let nonce = "bcdefghi".utf8.reduce(UInt64(0)) { $0 << 8 | UInt64($1) }
        #expect(CryptoSamples.text(try umac.code(of: message, nonce: nonce)) == vector.code)
    }

    @Test("The two halves of a UMAC pad serve two nonces, and both lengths of code begin with the same hash")
    func umacNonces() throws {
        let short = try UMAC(key: [UInt8](1...16), codeBytes: 8)
        let long = try UMAC(key: [UInt8](1...16), codeBytes: 16)
        let even = try short.code(of: [1], nonce: 4)
        #expect(try long.code(of: [1], nonce: 4).prefix(8) == even[...])
        #expect(try short.code(of: [1], nonce: 5) != even)
        #expect(throws: SSHCryptoError.unsupported) { try UMAC(key: [1], codeBytes: 8) }
        #expect(throws: SSHCryptoError.unsupported) { try UMAC(key: [UInt8](1...16), codeBytes: 12) }
    }

    /// RFC 2202 and RFC 4231: HMACs over the sequence number and the rest of the message.
    @Test(
        "HMACs are those of RFC 2202 and RFC 4231",
        arguments: [
            (PacketMAC.sha1, "aa", 20, "dd", 50, "125d7342b9ac11cd91a39af48aa17b4f63f175d3"),
            (.sha1Short, "aa", 20, "dd", 50, "125d7342b9ac11cd91a39af4"),
            (.md5, "aa", 16, "dd", 50, "56be34521d144c88dbb8c733f0e8b3f6"),
            (.md5Short, "aa", 16, "dd", 50, "56be34521d144c88dbb8c733"),
        ])
    func hmac(_ mac: PacketMAC, _ key: String, _ keyCount: Int, _ byte: String, _ count: Int, _ code: String) throws {
        let key = [UInt8](repeating: CryptoSamples.bytes(key)[0], count: keyCount)
        let state = try MACState(mac, key: key)
        let message = [UInt8](repeating: CryptoSamples.bytes(byte)[0], count: count - 4)
        #expect(CryptoSamples.text(try state.code(0xdddd_dddd, message)) == code)
    }

    @Test("A key of the wrong length makes no code", arguments: PacketMAC.allCases)
    func keyLength(_ mac: PacketMAC) {
        #expect(throws: SSHCryptoError.unsupported) {
            try MACState(mac, key: [UInt8](repeating: 0, count: mac.keyBytes + 1))
        }
    }
}
