import Crypto

/// Randomness for keys, cookies and padding, drawn from a visit's seed.
///
/// Visitors see much of it (the cookie, padding), and whoever can tell the generator's state from that could predict the
/// ephemeral key and so prove what kind of server this is; hence a hash over a counter and not ``SeededGenerator``.
struct SSHRandom: RandomNumberGenerator, Sendable {
    private let key: UInt64
    private let topic: UInt64
    private var counter: UInt64 = 0
    /// What the last hash gave and nobody took yet; the next word is the last.
    private var words: [UInt64] = []

    /// The randomness of one visit, or of one other thing of that seed if `topic` names it.
    init(seed: UInt64, topic: StaticString = "visit") {
        key = seed
        var name: UInt64 = 0xcbf2_9ce4_8422_2325
        for byte in "\(topic)".utf8 { name = (name ^ UInt64(byte)) &* 0x100_0000_01b3 }
        self.topic = name
    }

    mutating func next() -> UInt64 {
        if let word = words.popLast() { return word }
        var function = SHA512()
        for value in [key, topic, counter] {
            withUnsafeBytes(of: value.littleEndian) { function.update(bufferPointer: $0) }
        }
        counter &+= 1
        let digest = Array(function.finalize())
        words = stride(from: 0, to: 64, by: 8).map { start in
            digest[start..<(start + 8)].reduce(0) { $0 << 8 | UInt64($1) }
        }
        return words.popLast() ?? 0
    }
}

extension RandomNumberGenerator {
    /// That many random bytes.
    mutating func octets(_ count: Int) -> [UInt8] {
        var bytes: [UInt8] = []
        bytes.reserveCapacity(count)
        while bytes.count < count {
            let word = next()
            for shift in stride(from: UInt64(0), to: 64, by: 8) where bytes.count < count {
                bytes.append(UInt8(truncatingIfNeeded: word >> shift))
            }
        }
        return bytes
    }
}
