import IPNetworks

/// Addresses in which zeros, ones and short runs are far more frequent than chance would have them.
struct RandomAddresses {
    var random: SeededGenerator

    init(seed: Int) { random = SeededGenerator(seed: seed) }

    mutating func v4() -> UInt32 {
        switch Int.random(in: 0..<8, using: &random) {
        case 0: [0, .max, 1, .max - 1, 0x7fff_ffff, 0x8000_0000].randomElement(using: &random) ?? 0
        case 1: UInt32.random(in: .min ... .max, using: &random) & UInt32.random(in: .min ... .max, using: &random)
        case 2: UInt32.random(in: .min ... .max, using: &random) | UInt32.random(in: .min ... .max, using: &random)
        default: UInt32.random(in: .min ... .max, using: &random)
        }
    }

    /// Each group of its own kind, so that runs of zero groups of every length and place occur.
    mutating func v6() -> UInt128 {
        if Int.random(in: 0..<40, using: &random) == 0 {
            return [0, .max, 1, .max - 1, 0xffff_0000_0000, 0xffff_ffff_ffff].randomElement(using: &random) ?? 0
        }
        var address: UInt128 = 0
        for _ in 0..<8 {
            let group: UInt16 =
                switch Int.random(in: 0..<6, using: &random) {
                case 0...2: 0
                case 3: UInt16.random(in: 0..<16, using: &random)
                case 4: 0xffff
                default: UInt16.random(in: .min ... .max, using: &random)
                }
            address = address << 16 | UInt128(group)
        }
        return address
    }

    mutating func address() -> IPAddress {
        Bool.random(using: &random) ? IPAddress(v4: v4()) : IPAddress(v6: v6())
    }
}
