import CNetfilter

/// The bytes of one element in a list of them, written out instead of nested, since this is where a large update spends its
/// time: 16 bytes an IPv4 address, 24 a network, and 8 more where each is numbered.
///
///     length  data                 | nested
///     length  address              | nested
///     length  v4 or v6             | in network order
///     the address in network order
///     5       prefix length                           (networks only)
///     the prefix length, padded to four bytes
///     8       line                 | in network order (numbered ones only)
///     the number in network order
struct IpsetElementLayout<Key: AddressKey> {
    let hasPrefixLength: Bool
    let isNumbered: Bool

    private static var header: Int { NetlinkAlignment.attributeHeader }
    private static var keySize: Int { MemoryLayout<Key>.size }
    private static var addressSize: Int { 2 * header + keySize }

    var size: Int {
        Self.header + Self.addressSize + (hasPrefixLength ? 8 : 0) + (isNumbered ? 8 : 0)
    }

    @inline(__always)
    func write(
        _ key: Key, prefixLength: UInt8, line: UInt32, to target: UnsafeMutableRawBufferPointer, at offset: Int
    ) {
        let nested: UInt16 = 0x8000  // NLA_F_NESTED
        let networkOrder: UInt16 = 0x4000  // NLA_F_NET_BYTEORDER
        let header = Self.header
        var offset = offset
        Self.writeHeader(size, UInt16(IpsetAttribute.data.rawValue) | nested, to: target, at: offset)
        offset += header
        Self.writeHeader(
            Self.addressSize, UInt16(IpsetAttribute.Element.address.rawValue) | nested, to: target, at: offset)
        let version: IpsetAttribute.Address = Self.keySize == 4 ? .v4 : .v6
        Self.writeHeader(
            header + Self.keySize, UInt16(version.rawValue) | networkOrder, to: target, at: offset + header)
        target.storeBytes(of: key.bigEndian, toByteOffset: offset + 2 * header, as: Key.self)
        offset += Self.addressSize
        if hasPrefixLength {
            Self.writeHeader(
                header + 1, UInt16(IpsetAttribute.Element.prefixLength.rawValue), to: target, at: offset)
            target.storeBytes(of: UInt32(prefixLength).littleEndian, toByteOffset: offset + header, as: UInt32.self)
            offset += 8
        }
        if isNumbered {
            Self.writeHeader(
                header + 4, UInt16(IpsetAttribute.Element.line.rawValue) | networkOrder, to: target, at: offset)
            target.storeBytes(of: line.bigEndian, toByteOffset: offset + header, as: UInt32.self)
        }
    }

    @inline(__always)
    private static func writeHeader(
        _ length: Int, _ type: UInt16, to target: UnsafeMutableRawBufferPointer, at offset: Int
    ) {
        target.storeBytes(of: UInt16(truncatingIfNeeded: length), toByteOffset: offset, as: UInt16.self)
        target.storeBytes(of: type, toByteOffset: offset + 2, as: UInt16.self)
    }
}
