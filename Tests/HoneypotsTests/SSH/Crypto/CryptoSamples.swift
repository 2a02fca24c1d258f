@testable import Honeypots

/// What the tests of the cryptography share.
enum CryptoSamples {
    /// Making an RSA key takes its time: one for all tests that only look at it.
    static let hostKeys = SSHHostKeys(seed: 1, rsaBits: 2048)

    /// The bytes of hexadecimal digits; blanks and line ends are passed over.
    static func bytes(_ digits: String) -> [UInt8] {
        var values = digits.compactMap(\.hexDigitValue)
        if values.count % 2 == 1 { values.insert(0, at: 0) }
        return stride(from: 0, to: values.count, by: 2).map { UInt8(values[$0] << 4 | values[$0 + 1]) }
    }

    static func text(_ bytes: some Sequence<UInt8>) -> String { Digest.hexadecimal(Array(bytes)) }

    /// Keys of the right lengths, the same every time.
    static func keys(_ cipher: PacketCipher, _ mac: PacketMAC, seed: UInt64 = 1) -> PacketKeys {
        var random = SSHRandom(seed: seed)
        return PacketKeys(
            vector: random.octets(cipher.vectorBytes), encryption: random.octets(cipher.keyBytes),
            integrity: cipher.isAuthenticating ? [] : random.octets(mac.keyBytes))
    }

    /// Every pair that can be negotiated: ciphers that authenticate come once.
    static let pairs: [(PacketCipher, PacketMAC)] = PacketCipher.allCases.flatMap { cipher in
        (cipher.isAuthenticating ? [PacketMAC.none] : PacketMAC.allCases).map { (cipher, $0) }
    }
}

/// Always the same word.
struct ConstantGenerator: RandomNumberGenerator {
    var word: UInt64
    mutating func next() -> UInt64 { word }
}
