import Crypto
import CryptoExtras

/// The message authentication code UMAC (RFC 4418) with codes of 8 or 16 bytes, as OpenSSH uses it: the nonce is the
/// packet's sequence number in eight bytes.
///
/// Messages are at most as long as a packet, so that the second layer never needs its 128-bit polynomial (§5.4.1).
struct UMAC: Sendable {
    /// Bytes of message hashed by one run of the first layer.
    private static let blockBytes = 1024

    private let streams: Int
    /// The first layer's key; each stream begins four words further on.
    private let words: [UInt32]
    private let polynomials: [UInt64]
    private let factors: [UInt64]
    private let masks: [UInt32]
    private let padKey: SymmetricKey

    /// - Parameters:
    ///   - key: 16 bytes.
    ///   - codeBytes: 8 or 16.
    init(key: [UInt8], codeBytes: Int) throws(SSHCryptoError) {
        guard key.count == 16, codeBytes == 8 || codeBytes == 16 else { throw .unsupported }
        let key = SymmetricKey(data: key)
        streams = codeBytes / 4
        let first = try Self.derive(key, 1, Self.blockBytes + (streams - 1) * 16)
        words = stride(from: 0, to: first.count, by: 4).map { UInt32(truncatingIfNeeded: Self.number(first, $0, 4)) }
        let second = try Self.derive(key, 2, streams * 24)
        polynomials = (0..<streams).map { Self.number(second, $0 * 24, 8) & 0x01ff_ffff_01ff_ffff }
        let third = try Self.derive(key, 3, streams * 64)
        factors = (0..<(streams * 8)).map { Self.number(third, $0 * 8, 8) % Self.prime36 }
        let fourth = try Self.derive(key, 4, streams * 4)
        masks = (0..<streams).map { UInt32(truncatingIfNeeded: Self.number(fourth, $0 * 4, 4)) }
        padKey = SymmetricKey(data: try Self.derive(key, 0, 16))
    }

    private static let prime36: UInt64 = 1 << 36 - 5

    private static func number(_ bytes: [UInt8], _ start: Int, _ count: Int) -> UInt64 {
        bytes[start..<(start + count)].reduce(0) { $0 << 8 | UInt64($1) }
    }

    /// The key derivation of §3.2.1: the cipher over blocks of the index and a count from one on, which is counter mode.
    private static func derive(_ key: SymmetricKey, _ index: UInt8, _ count: Int) throws(SSHCryptoError) -> [UInt8] {
        var block = [UInt8](repeating: 0, count: 16)
        (block[7], block[15]) = (index, 1)
        return try encipher(block, key, zeros: count)
    }

    private static func encipher(
        _ block: [UInt8], _ key: SymmetricKey, zeros count: Int
    ) throws(SSHCryptoError) -> [UInt8] {
        do {
            return Array(
                try AES._CTR.encrypt([UInt8](repeating: 0, count: count), using: key, nonce: .init(nonceBytes: block)))
        } catch { throw .unsupported }
    }

    /// The code of a message under a nonce, eight bytes of which the sequence number is the end.
    func code(of message: [UInt8], nonce: UInt64) throws(SSHCryptoError) -> [UInt8] {
        // The pad of short codes is half a block, chosen by the nonce's last bit (§3.3.1).
        let half = streams == 2 ? nonce & 1 : 0
        var block = (0..<8).map { UInt8(truncatingIfNeeded: (nonce ^ half) >> UInt64(56 - $0 * 8)) }
        block += [UInt8](repeating: 0, count: 8)
        let pad = try Self.encipher(block, padKey, zeros: 16).dropFirst(Int(half) * 8)
        let hash = (0..<streams).flatMap { stream in
            let word = self.hash(message, stream: stream)
            return [24, 16, 8, 0].map { UInt8(truncatingIfNeeded: word >> $0) }
        }
        return zip(hash, pad).map { $0 ^ $1 }
    }

    /// The three layers of one stream (§5.1).
    private func hash(_ message: [UInt8], stream: Int) -> UInt32 {
        var blocks: [UInt64] = []
        var start = 0
        repeat {
            let end = min(start + Self.blockBytes, message.count)
            blocks.append(compress(message[start..<end], stream))
            start = end
        } while start < message.count
        // One block alone skips the polynomial.
        let second = blocks.count == 1 ? blocks[0] : polynomial(blocks, polynomials[stream])
        // The sixteen bytes of the second layer begin with eight zeros: only the last four factors count.
        let inner = (0..<4).reduce(UInt64(0)) { sum, index in
            sum &+ (second >> UInt64(48 - index * 16) & 0xffff) &* factors[stream * 8 + 4 + index]
        }
        return UInt32(truncatingIfNeeded: inner % Self.prime36) ^ masks[stream]
    }

    /// The first layer (NH): sums of products of words, message words in little-endian order, plus the length in bits.
    private func compress(_ block: ArraySlice<UInt8>, _ stream: Int) -> UInt64 {
        let fill = block.isEmpty ? 32 : (32 - block.count % 32) % 32
        let padded = Array(block) + [UInt8](repeating: 0, count: fill)
        return padded.withUnsafeBytes { bytes in
            words.withUnsafeBufferPointer { keys in
                var sum = UInt64(block.count) &* 8
                var word = 0
                while word < bytes.count / 4 {
                    for index in word..<(word + 4) {
                        let low = bytes.loadUnaligned(fromByteOffset: index * 4, as: UInt32.self)
                        let high = bytes.loadUnaligned(fromByteOffset: (index + 4) * 4, as: UInt32.self)
                        let a = UInt32(littleEndian: low) &+ keys[stream * 4 + index]
                        let b = UInt32(littleEndian: high) &+ keys[stream * 4 + index + 4]
                        sum &+= UInt64(a) &* UInt64(b)
                    }
                    word += 8
                }
                return sum
            }
        }
    }

    /// The second layer (§5.4.3): a polynomial modulo 2^64 - 59; values that do not fit take two steps.
    private func polynomial(_ values: [UInt64], _ key: UInt64) -> UInt64 {
        let prime: UInt64 = 0 &- 59
        func step(_ sum: UInt64, _ value: UInt64) -> UInt64 {
            let product = sum.multipliedFullWidth(by: key)
            let total = UInt128(product.high) << 64 + UInt128(product.low) + UInt128(value)
            return UInt64(truncatingIfNeeded: total % UInt128(prime))
        }
        return values.reduce(1) { sum, value in
            value >= 0xffff_ffff_0000_0000 ? step(step(sum, prime - 1), value - 59) : step(sum, value)
        }
    }
}
