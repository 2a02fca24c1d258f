import Crypto

/// SHA-256 of a secret.
struct SecretHash: Hashable, Sendable {
    private let high: UInt128
    private let low: UInt128

    init(of secret: UnsafeRawBufferPointer) {
        var hash = SHA256()
        hash.update(bufferPointer: secret)
        (high, low) = hash.finalize().withUnsafeBytes { digest in
            (
                UInt128(bigEndian: digest.loadUnaligned(as: UInt128.self)),
                UInt128(bigEndian: digest.loadUnaligned(fromByteOffset: 16, as: UInt128.self))
            )
        }
    }

    /// A stored hash; `nil` unless there are 32 bytes.
    init?(stored bytes: [UInt8]) {
        guard bytes.count == 32 else { return nil }
        high = bytes[..<16].reduce(0) { $0 << 8 | UInt128($1) }
        low = bytes[16...].reduce(0) { $0 << 8 | UInt128($1) }
    }

    var bytes: [UInt8] {
        [high, low].flatMap { half in withUnsafeBytes(of: half.bigEndian) { Array($0) } }
    }
}
