/// A number that stands for many: the mixing step of SplitMix64 over each and what came before. It tells contents apart
/// that differ by accident; nobody gains by making two that agree.
struct TableDigest {
    private(set) var value: UInt64 = 0x5157_a3e9_11c0_4d6b

    mutating func add(_ word: UInt64) {
        var mixed = (value ^ word) &+ 0x9e37_79b9_7f4a_7c15
        mixed = (mixed ^ mixed >> 30) &* 0xbf58_476d_1ce4_e5b9
        mixed = (mixed ^ mixed >> 27) &* 0x94d0_49bb_1331_11eb
        value = mixed ^ mixed >> 31
    }
}
