/// The one-time authenticator Poly1305 (RFC 8439 §2.5).
struct Poly1305: Sendable {
    // The accumulator and the multiplier in limbs of 44, 44 and 42 bits, whose products fit into 128 bits without carries.
    private var h0: UInt64 = 0
    private var h1: UInt64 = 0
    private var h2: UInt64 = 0
    private let r0: UInt64
    private let r1: UInt64
    private let r2: UInt64
    private let pad: UInt128

    private static let mask44: UInt64 = 0xfff_ffff_ffff
    private static let mask42: UInt64 = 0x3ff_ffff_ffff

    /// The code of a message under a one-time key of 32 bytes; a shorter key is filled with zeros.
    static func code(of message: some Collection<UInt8>, key: some Collection<UInt8>) -> [UInt8] {
        let key = Array(key) + [UInt8](repeating: 0, count: max(0, 32 - key.count))
        var state = Self(key)
        return Array(message).withUnsafeBytes { bytes in
            var offset = 0
            while bytes.count - offset >= 16 {
                state.absorb(
                    UInt64(littleEndian: bytes.loadUnaligned(fromByteOffset: offset, as: UInt64.self)),
                    UInt64(littleEndian: bytes.loadUnaligned(fromByteOffset: offset + 8, as: UInt64.self)), top: 1 << 40
                )
                offset += 16
            }
            if offset < bytes.count {
                var last = UInt128(1)
                for byte in bytes[offset...].reversed() { last = last << 8 | UInt128(byte) }
                state.absorb(UInt64(truncatingIfNeeded: last), UInt64(truncatingIfNeeded: last >> 64), top: 0)
            }
            return state.finish()
        }
    }

    private init(_ key: [UInt8]) {
        func word(_ start: Int) -> UInt64 {
            key[start..<(start + 8)].reversed().reduce(0) { $0 << 8 | UInt64($1) }
        }
        let (low, high) = (word(0) & 0x0fff_fffc_0fff_ffff, word(8) & 0x0fff_fffc_0fff_fffc)
        r0 = low & Self.mask44
        r1 = (low >> 44 | high << 20) & Self.mask44
        r2 = high >> 24
        pad = UInt128(word(24)) << 64 | UInt128(word(16))
    }

    /// Adds a block and multiplies, modulo 2^130 - 5. `top` is the bit above a whole block.
    private mutating func absorb(_ low: UInt64, _ high: UInt64, top: UInt64) {
        h0 &+= low & Self.mask44
        h1 &+= (low >> 44 | high << 20) & Self.mask44
        h2 &+= (high >> 24) | top
        // 2^132 is 20 modulo the prime: what runs over the third limb comes back times twenty.
        let (s1, s2) = (r1 &* 20, r2 &* 20)
        let d0 = product(h0, r0) &+ product(h1, s2) &+ product(h2, s1)
        var d1 = product(h0, r1) &+ product(h1, r0) &+ product(h2, s2)
        var d2 = product(h0, r2) &+ product(h1, r1) &+ product(h2, r0)
        h0 = UInt64(truncatingIfNeeded: d0) & Self.mask44
        d1 &+= d0 >> 44
        h1 = UInt64(truncatingIfNeeded: d1) & Self.mask44
        d2 &+= d1 >> 44
        h2 = UInt64(truncatingIfNeeded: d2) & Self.mask42
        h0 &+= UInt64(truncatingIfNeeded: d2 >> 42) &* 5
        h1 &+= h0 >> 44
        h0 &= Self.mask44
    }

    private func product(_ a: UInt64, _ b: UInt64) -> UInt128 {
        let full = a.multipliedFullWidth(by: b)
        return UInt128(truncatingIfNeeded: full.high) << 64 | UInt128(truncatingIfNeeded: full.low)
    }

    private mutating func finish() -> [UInt8] {
        // Two rounds of carries leave each limb within its bits; then the prime is taken off once if it fits.
        for _ in 0..<2 {
            h1 &+= h0 >> 44
            h0 &= Self.mask44
            h2 &+= h1 >> 44
            h1 &= Self.mask44
            h0 &+= (h2 >> 42) &* 5
            h2 &= Self.mask42
        }
        h1 &+= h0 >> 44
        h0 &= Self.mask44
        var g0 = h0 &+ 5
        var g1 = h1 &+ g0 >> 44
        g0 &= Self.mask44
        let g2 = h2 &+ g1 >> 44
        g1 &= Self.mask44
        if g2 >> 42 != 0 { (h0, h1, h2) = (g0, g1, g2 & Self.mask42) }
        let number = UInt128(h0) | UInt128(h1) << 44 | UInt128(h2) << 88
        let code = number &+ pad
        return (0..<16).map { UInt8(truncatingIfNeeded: code >> UInt128($0 * 8)) }
    }
}
