import CNetfilter

/// Addresses by the hundred thousand. The layout of one element is written out here, instead of nesting attributes, since
/// this is where a large update spends its time: 16 bytes an IPv4 address, 40 an interval.
extension NftablesTransaction {
    /// Adds exact addresses.
    ///
    /// - Parameter mayExist: otherwise one that is there already is an error: the set is not what it was thought to be.
    @specialized(where Key == UInt32)
    @specialized(where Key == UInt128)
    package mutating func add<Key: AddressKey>(addresses: [Key], to set: String, mayExist: Bool = false) {
        write(
            addresses, to: set, "add elements to", NFT_MSG_NEWSETELEM, mayExist ? .create : [.create, .exclusive])
    }

    /// Deletes exact addresses, all of which must be there.
    @specialized(where Key == UInt32)
    @specialized(where Key == UInt128)
    package mutating func delete<Key: AddressKey>(addresses: [Key], from set: String) {
        write(addresses, to: set, "delete elements from", NFT_MSG_DELSETELEM)
    }

    /// Adds intervals, which must not overlap or touch each other or those that are there.
    @specialized(where Key == UInt32)
    @specialized(where Key == UInt128)
    package mutating func add<Key: AddressKey>(intervals: [ClosedRange<Key>], to set: String) {
        write(intervals, to: set, "add intervals to", NFT_MSG_NEWSETELEM, [.create, .exclusive])
    }

    /// Deletes intervals, each of which must be there as it is given.
    @specialized(where Key == UInt32)
    @specialized(where Key == UInt128)
    package mutating func delete<Key: AddressKey>(intervals: [ClosedRange<Key>], from set: String) {
        write(intervals, to: set, "delete intervals from", NFT_MSG_DELSETELEM)
    }

    /// Makes room for lists that are about to be written, in bytes as given by ``size(ofAddresses:_:)`` and
    /// ``size(ofIntervals:_:)``. Otherwise each list makes its own, and the array is held twice while it grows.
    package mutating func reserve(_ bytes: Int) { reserveBytes(bytes) }

    /// What that many addresses take, with the headers of their messages.
    package static func size<Key: AddressKey>(ofAddresses count: Int, _: Key.Type) -> Int {
        size(count, of: NftablesElementLayout<Key>.plainSize)
    }

    package static func size<Key: AddressKey>(ofIntervals count: Int, _: Key.Type) -> Int {
        size(count, of: NftablesElementLayout<Key>.plainSize + NftablesElementLayout<Key>.endSize)
    }

    private static func size(_ count: Int, of size: Int) -> Int {
        count * size + (count / elementsPerMessage(of: size) + 1) * messageOverhead
    }

    private static func elementsPerMessage(of size: Int) -> Int {
        (NetlinkAlignment.maximumAttribute - NetlinkAlignment.attributeHeader) / size
    }

    @inline(__always)
    private mutating func write<Key: AddressKey>(
        _ addresses: [Key], to set: String, _ verb: String, _ message: nf_tables_msg_types, _ flags: NetlinkFlags = []
    ) {
        let size = NftablesElementLayout<Key>.plainSize
        chunks(addresses, of: size, set, verb, message, flags) { slice, target in
            var offset = 0
            for address in slice {
                NftablesElementLayout.writePlain(address, to: target, at: offset)
                offset += size
            }
            return offset
        }
    }

    @inline(__always)
    private mutating func write<Key: AddressKey>(
        _ intervals: [ClosedRange<Key>], to set: String, _ verb: String, _ message: nf_tables_msg_types,
        _ flags: NetlinkFlags = []
    ) {
        let size = NftablesElementLayout<Key>.plainSize + NftablesElementLayout<Key>.endSize
        chunks(intervals, of: size, set, verb, message, flags) { slice, target in
            var offset = 0
            for interval in slice {
                NftablesElementLayout.writePlain(interval.lowerBound, to: target, at: offset)
                offset += NftablesElementLayout<Key>.plainSize
                // An interval without an end reaches to the last address there is.
                guard interval.upperBound != .max else { continue }
                NftablesElementLayout.writeEnd(interval.upperBound + 1, to: target, at: offset)
                offset += NftablesElementLayout<Key>.endSize
            }
            return offset
        }
    }

    /// Cuts `items` into messages: the length of a nested list has 16 bits.
    @inline(__always)
    private mutating func chunks<Item>(
        _ items: [Item], of size: Int, _ set: String, _ verb: String, _ message: nf_tables_msg_types,
        _ flags: NetlinkFlags, encode: (UnsafeBufferPointer<Item>, UnsafeMutableRawBufferPointer) -> Int
    ) {
        let perMessage = Self.elementsPerMessage(of: size)
        reserveBytes(Self.size(items.count, of: size))
        var scratch = [UInt8](repeating: 0, count: min(items.count, perMessage) * size)
        items.withUnsafeBufferPointer { items in
            for start in stride(from: 0, to: items.count, by: perMessage) {
                let slice = UnsafeBufferPointer(rebasing: items[start..<min(start + perMessage, items.count)])
                scratch.withUnsafeMutableBytes { scratch in
                    let length = encode(slice, scratch)
                    elements(of: set, verb, message, flags) {
                        $0.encoded(UnsafeRawBufferPointer(rebasing: scratch[..<length]))
                    }
                }
            }
        }
    }

    /// More than the headers, the names and the end of a batch need.
    private static var messageOverhead: Int { 160 }
}
