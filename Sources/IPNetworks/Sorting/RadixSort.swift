/// Sorts by a key in linear time. Elements with equal keys come in any order.
///
/// A hundred thousand lines and more are what lists have, and there a comparing sort takes many times as long.
enum RadixSort<Element: RadixSortable> {
    @inline(__always)
    static func sort(_ elements: inout [Element]) {
        if Element.Key.bitWidth == 32, elements.count >= ScatterSort<Element>.worthwhileCount {
            ScatterSort.sort(&elements)
        } else {
            FlagSort.sort(&elements)
        }
    }
}
