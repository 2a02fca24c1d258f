import Crypto
import ThreatModel

/// A word that lets somebody set a password, once and for a while. Only its hash is kept.
struct SetupInvitation: Sendable {
    /// It is of no use after this.
    static let lifetime = Duration.seconds(3600)
    private static let bytes = 16

    private let hash: SHA256Digest
    private let made: Timestamp

    /// - Returns: the invitation and its word.
    static func make(at now: Timestamp) -> (invitation: Self, word: String) {
        let word = Secret.random(bytes: bytes).map { ($0 < 16 ? "0" : "") + String($0, radix: 16) }.joined()
        return (Self(hash: SHA256.hash(data: Array(word.utf8)), made: now), word)
    }

    func isGood(_ word: String, at now: Timestamp) -> Bool {
        let age = now.since(made)
        // Whoever types it may have blanks and capitals in it.
        let plain = word.lowercased().filter { !$0.isWhitespace }
        return age >= .zero && age < Self.lifetime && SHA256.hash(data: Array(plain.utf8)) == hash
    }
}
