/// Triple DES (FIPS 46-3), for devices too old for anything better and for their visitors.
struct TripleDES: Sendable {
    /// Sixteen round keys of 48 bits for each of the three passes.
    private let passes: [[UInt64]]

    /// - Parameter key: 24 bytes; the lowest bit of each is of no account.
    init(key: [UInt8]) {
        passes = (0..<3).map { pass in
            DESTables.roundKeys(key.dropFirst(pass * 8).prefix(8).reduce(0) { $0 << 8 | UInt64($1) })
        }
    }

    func encrypt(_ block: UInt64) -> UInt64 {
        run(block) { [passes[0], passes[1].reversed(), passes[2]] }
    }

    func decrypt(_ block: UInt64) -> UInt64 {
        run(block) { [passes[2].reversed(), passes[1], passes[0].reversed()] }
    }

    /// The last permutation of one pass and the first of the next cancel out.
    private func run(_ block: UInt64, _ keys: () -> [[UInt64]]) -> UInt64 {
        var value = DESTables.permute(block, DESTables.initial, from: 64)
        for keys in keys() {
            var (left, right) = (UInt32(truncatingIfNeeded: value >> 32), UInt32(truncatingIfNeeded: value))
            for key in keys { (left, right) = (right, left ^ DESTables.round(right, key)) }
            value = UInt64(right) << 32 | UInt64(left)
        }
        return DESTables.permute(value, DESTables.final, from: 64)
    }

    /// Each block of eight bytes replaced; what is no whole block is left out.
    static func mapBlocks(_ bytes: [UInt8], _ body: (UInt64) -> UInt64) -> [UInt8] {
        var result: [UInt8] = []
        result.reserveCapacity(bytes.count)
        for start in stride(from: 0, to: bytes.count - bytes.count % 8, by: 8) {
            let block = body(bytes[start..<(start + 8)].reduce(0) { $0 << 8 | UInt64($1) })
            for shift in stride(from: UInt64(56), through: 0, by: -8) {
                result.append(UInt8(truncatingIfNeeded: block >> shift))
            }
        }
        return result
    }
}
