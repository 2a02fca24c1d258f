import Synchronization

/// A server's RSA key, made when it is first asked for.
///
/// A lock rather than an actor: visits ask in synchronous code. It is held while the key is made, a fifth of a second once
/// in a sensor's life, and for no time afterwards.
final class RSAHostKey: Sendable {
    private let bits: Int
    private let seed: UInt64
    private let pair = Mutex<RSAKeyPair?>(nil)

    init(bits: Int, seed: UInt64) {
        self.bits = bits
        self.seed = seed
    }

    func made() -> RSAKeyPair {
        pair.withLock { pair in
            if let pair { return pair }
            var generator = SSHRandom(seed: seed, topic: "ssh rsa host key")
            let made = RSAKeyPair(bits: bits, using: &generator)
            pair = made
            return made
        }
    }
}
