import CNetfilter

/// The bytes of one element whose key is an address (linux/netfilter/nf_tables.h): an entry of
/// `NFTA_SET_ELEM_LIST_ELEMENTS` that holds the key and, for the end of an interval, a flag.
///
///     length  NFTA_LIST_ELEM       | nested
///     length  NFTA_SET_ELEM_KEY    | nested
///     length  NFTA_DATA_VALUE
///     the address in network order
///     8       NFTA_SET_ELEM_FLAGS                 (ends of intervals only)
///     NFT_SET_ELEM_INTERVAL_END in network order
enum NftablesElementLayout<Key: AddressKey> {
    private static var keySize: Int { MemoryLayout<Key>.size }
    private static var header: Int { NetlinkAlignment.attributeHeader }

    static var plainSize: Int { 3 * header + keySize }
    static var endSize: Int { plainSize + header + 4 }

    @inline(__always)
    static func writePlain(_ key: Key, to target: UnsafeMutableRawBufferPointer, at offset: Int) {
        writeKey(key, to: target, at: offset, size: plainSize)
    }

    @inline(__always)
    static func writeEnd(_ key: Key, to target: UnsafeMutableRawBufferPointer, at offset: Int) {
        writeKey(key, to: target, at: offset, size: endSize)
        let flags = offset + plainSize
        writeHeader(header + 4, UInt16(NFTA_SET_ELEM_FLAGS.rawValue), to: target, at: flags)
        target.storeBytes(
            of: NFT_SET_ELEM_INTERVAL_END.rawValue.bigEndian, toByteOffset: flags + header, as: UInt32.self)
    }

    @inline(__always)
    private static func writeKey(_ key: Key, to target: UnsafeMutableRawBufferPointer, at offset: Int, size: Int) {
        let nested: UInt16 = 0x8000  // NLA_F_NESTED
        writeHeader(size, UInt16(NFTA_LIST_ELEM.rawValue) | nested, to: target, at: offset)
        writeHeader(
            2 * header + keySize, UInt16(NFTA_SET_ELEM_KEY.rawValue) | nested, to: target, at: offset + header)
        writeHeader(header + keySize, UInt16(NFTA_DATA_VALUE.rawValue), to: target, at: offset + 2 * header)
        target.storeBytes(of: key.bigEndian, toByteOffset: offset + 3 * header, as: Key.self)
    }

    @inline(__always)
    private static func writeHeader(
        _ length: Int, _ type: UInt16, to target: UnsafeMutableRawBufferPointer, at offset: Int
    ) {
        target.storeBytes(of: UInt16(truncatingIfNeeded: length), toByteOffset: offset, as: UInt16.self)
        target.storeBytes(of: type, toByteOffset: offset + 2, as: UInt16.self)
    }
}
