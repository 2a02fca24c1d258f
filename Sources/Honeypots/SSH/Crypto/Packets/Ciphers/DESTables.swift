/// The permutations and substitutions of DES (FIPS 46-3, appendix 1). Bits are counted from one, the highest first.
enum DESTables {
    /// The number made of the named bits of another one, which has `width` bits.
    static func permute(_ value: UInt64, _ table: [UInt8], from width: UInt64) -> UInt64 {
        table.reduce(0) { $0 << 1 | value >> (width - UInt64($1)) & 1 }
    }

    static let initial: [UInt8] = [58, 60, 62, 64, 57, 59, 61, 63].flatMap { first in
        (0..<8).map { UInt8(first - $0 * 8) }
    }

    static let final: [UInt8] = (1...64).map { bit in
        UInt8((initial.firstIndex(of: bit) ?? 0) + 1)
    }

    /// Which bits of the key become the two halves that rotate.
    private static let choice1: [UInt8] = [
        57, 49, 41, 33, 25, 17, 9, 1, 58, 50, 42, 34, 26, 18, 10, 2, 59, 51, 43, 35, 27, 19, 11, 3, 60, 52, 44, 36,
        63, 55, 47, 39, 31, 23, 15, 7, 62, 54, 46, 38, 30, 22, 14, 6, 61, 53, 45, 37, 29, 21, 13, 5, 28, 20, 12, 4,
    ]

    /// Which bits of the halves become a round's key.
    private static let choice2: [UInt8] = [
        14, 17, 11, 24, 1, 5, 3, 28, 15, 6, 21, 10, 23, 19, 12, 4, 26, 8, 16, 7, 27, 20, 13, 2,
        41, 52, 31, 37, 47, 55, 30, 40, 51, 45, 33, 48, 44, 49, 39, 56, 34, 53, 46, 42, 50, 36, 29, 32,
    ]

    private static let rotations = [1, 1, 2, 2, 2, 2, 2, 2, 1, 2, 2, 2, 2, 2, 2, 1]

    static func roundKeys(_ key: UInt64) -> [UInt64] {
        let mask: UInt64 = 0xfff_ffff
        let halves = permute(key, choice1, from: 64)
        var (left, right) = (halves >> 28, halves & mask)
        return rotations.map { count in
            left = (left << count | left >> (28 - count)) & mask
            right = (right << count | right >> (28 - count)) & mask
            return permute(left << 28 | right, choice2, from: 56)
        }
    }

    private static let boxPermutation: [UInt8] = [
        16, 7, 20, 21, 29, 12, 28, 17, 1, 15, 23, 26, 5, 18, 31, 10, 2, 8, 24, 14, 32, 27, 3, 9, 19, 13, 30, 6, 22, 11,
        4, 25,
    ]

    /// The eight boxes: four rows of sixteen values, a value a digit.
    private static let boxes: [StaticString] = [
        "e4d12fb83a6c59070f74e2d1a6cb953841e8d62bfc973a50fc8249175b3ea06d",
        "f18e6b34972dc05a3d47f28ec01a69b50e7ba4d158c6932fd8a13f42b67c05e9",
        "a09e63f51dc7b428d709346a285ecbf1d6498f30b12c5ae71ad069874fe3b52c",
        "7de3069a1285bc4fd8b56f03472c1ae9a690cb7df13e52843f06a1d8945bc72e",
        "2c417ab6853fd0e9eb2c47d150fa3986421bad78f9c5630eb8c71e2d6f09a453",
        "c1af92680d34e75baf427c9561de0b389ef528c3704a1db6432c95fabe17608d",
        "4b2ef08d3c975a61d0b7491ae35c2f8614bdc37eaf6805926bd814a7950fe23c",
        "d2846fb1a93e50c71fd8a374c56b0e927b419ce206adf35821e74a8dfc90356b",
    ]

    /// For each box and each of its inputs the output where the permutation puts it.
    private static let substitutions: [UInt32] = boxes.enumerated().flatMap { number, box in
        let values = "\(box)".compactMap { $0.hexDigitValue }
        return (0..<64).map { input in
            // The outer bits choose the row, the inner ones the column.
            let value = values[(input >> 4 & 2 | input & 1) * 16 + input >> 1 & 15]
            return UInt32(
                truncatingIfNeeded: permute(UInt64(value) << UInt64(28 - number * 4), boxPermutation, from: 32))
        }
    }

    /// What a round adds to the other half. Each box sees four bits and their two neighbours.
    static func round(_ right: UInt32, _ key: UInt64) -> UInt32 {
        substitutions.withUnsafeBufferPointer { table in
            var result: UInt32 = 0
            for box in 0..<8 {
                let bits = right.rotatedLeft(by: UInt32(box * 4 + 31) % 32) >> 26
                let index = Int(bits) ^ Int(truncatingIfNeeded: key >> UInt64(42 - box * 6) & 63)
                result |= table[box * 64 + index]
            }
            return result
        }
    }
}
