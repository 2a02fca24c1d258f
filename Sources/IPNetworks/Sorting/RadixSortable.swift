/// What can be sorted by the digits of a key.
protocol RadixSortable: BitwiseCopyable {
    associatedtype Key: FixedWidthInteger & UnsignedInteger
    var radixKey: Key { get }
}

extension AddressRange: RadixSortable {
    @inline(__always)
    var radixKey: Bits { first }
}
