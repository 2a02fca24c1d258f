import Crypto
import CryptoExtras
import FoundationEssentials

/// What is kept of a password: its scrypt hash (RFC 7914) and how that is computed, so that old ones can still be checked
/// when new ones cost more. Computing it takes a tenth of a second and 32 MiB on purpose: see ``PasswordWork``.
struct PasswordHash: Codable, Equatable, Sendable {
    /// N, r and p of RFC 7914 §2: the memory is 128 · N · r bytes.
    struct Cost: Codable, Equatable, Sendable {
        var rounds: Int
        var blockSize: Int
        var parallelism: Int

        static let usual = Cost(rounds: 1 << 15, blockSize: 8, parallelism: 1)

        /// Neither worthless nor more than this machine should bear, whatever a file says.
        var isBearable: Bool {
            rounds.nonzeroBitCount == 1 && (1 << 10...1 << 17).contains(rounds) && (1...8).contains(blockSize)
                && (1...4).contains(parallelism)
        }
    }

    private var cost: Cost
    private var salt: Data
    private var hash: Data

    private static let saltBytes = 16
    private static let hashBytes = 32

    /// - Returns: `nil` where the memory is not there.
    init?(_ password: String, cost: Cost = .usual) {
        let salt = Data(Secret.random(bytes: Self.saltBytes))
        guard let hash = Self.derived(password, salt, cost) else { return nil }
        (self.cost, self.salt, self.hash) = (cost, salt, hash)
    }

    /// Always costs the same, whatever the password.
    func matches(_ password: String) -> Bool {
        guard cost.isBearable, hash.count == Self.hashBytes, let found = Self.derived(password, salt, cost) else {
            return false
        }
        return SHA256.hash(data: found) == SHA256.hash(data: hash)
    }

    private static func derived(_ password: String, _ salt: Data, _ cost: Cost) -> Data? {
        let key = try? KDF.Scrypt.deriveKey(
            from: Array(password.utf8), salt: salt, outputByteCount: hashBytes, rounds: cost.rounds,
            blockSize: cost.blockSize, parallelism: cost.parallelism)
        return key.map { $0.withUnsafeBytes { Data($0) } }
    }
}
