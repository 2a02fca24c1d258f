import Crypto

/// What a form of ours carries so that it is believed: a random number and what only the session's secret makes of it. It is
/// another one on every page, so that a page may be compressed without giving it away (BREACH), and all of them hold as
/// long as the session does.
enum FormToken {
    private static let numberBytes = 16
    private static let proofBytes = 16

    static func make(_ secret: SymmetricKey) -> String {
        let number = Secret.random(bytes: numberBytes)
        return Secret.text(number + proof(number, secret))
    }

    static func isGenuine(_ token: String, _ secret: SymmetricKey) -> Bool {
        guard token.utf8.count <= 64, let bytes = Secret.bytes(token), bytes.count == numberBytes + proofBytes else {
            return false
        }
        let expected = proof(Array(bytes.prefix(numberBytes)), secret)
        // Compared as hashes: the time tells nothing.
        return SHA256.hash(data: bytes.suffix(proofBytes)) == SHA256.hash(data: expected)
    }

    private static func proof(_ number: [UInt8], _ secret: SymmetricKey) -> [UInt8] {
        Array(HMAC<SHA256>.authenticationCode(for: number, using: secret).prefix(proofBytes))
    }
}
