/// An Ethernet address, 48 bits: its upper half names the vendor (IEEE MA-L registry).
package struct HardwareAddress: Hashable, Sendable, CustomStringConvertible {
    package let value: UInt64

    /// An address of one of these vendor prefixes (24 bits each).
    package init(vendors: [UInt32], _ generator: inout SeededGenerator) {
        let vendor = UInt64(generator.pick(from: vendors) ?? 0x525400)
        value = vendor << 24 | generator.next() & 0xff_ffff
    }

    private init(value: UInt64) { self.value = value }

    /// The address of the next port of the same machine.
    package var next: Self { Self(value: value & 0xffff_ff00_0000 | (value &+ 1) & 0xff_ffff) }

    /// The address of IPv6 that a link gives it: modified EUI-64 (RFC 4291, Appendix A).
    package var linkLocal: String {
        let upper = (value >> 32) ^ 0x0200
        let groups = [upper & 0xffff, (value >> 16) & 0xff00 | 0xff, 0xfe00 | (value >> 16) & 0xff, value & 0xffff]
        return "fe80::" + groups.map { String($0, radix: 16) }.joined(separator: ":")
    }

    /// Lower case with colons, as Linux writes it.
    package var description: String {
        (0..<6).map { index in
            let byte = UInt8(truncatingIfNeeded: value >> UInt64(40 - index * 8))
            return (byte < 16 ? "0" : "") + String(byte, radix: 16)
        }.joined(separator: ":")
    }
}
