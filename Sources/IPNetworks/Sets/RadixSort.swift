/// Sorts ranges by their first address in linear time.
///
/// A hundred thousand lines and more are what lists have, and there a comparing sort takes many times as long.
enum RadixSort<Bits: AddressBits> {
    static func sort(_ ranges: inout [AddressRange<Bits>]) {
        if Bits.bitWidth == 32, ranges.count >= ScatterSort<Bits>.worthwhileCount {
            ScatterSort.sort(&ranges)
        } else {
            FlagSort.sort(&ranges)
        }
    }
}
