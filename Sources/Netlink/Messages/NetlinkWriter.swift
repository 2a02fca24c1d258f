/// Writes netlink messages one after the other into one growing array of bytes.
///
/// Lengths are patched in when a message or a nested attribute ends, so nothing is built twice.
package struct NetlinkWriter: Sendable {
    package private(set) var bytes: [UInt8] = []

    /// `NLA_F_NESTED`, which imports as a signed number.
    private static let nestedMark: UInt16 = 0x8000
    /// `NLA_F_NET_BYTEORDER`
    private static let byteOrderMark: UInt16 = 0x4000

    package init() {}

    /// Makes room for `count` more bytes at once. A transaction of a million elements would otherwise be copied, and
    /// held twice, each time the array grows.
    mutating func reserve(_ count: Int) {
        if bytes.capacity - bytes.count < count { bytes.reserveCapacity(bytes.count + count) }
    }

    /// A message of `type`; `body` writes what follows the header.
    mutating func message(
        _ type: UInt16, _ flags: NetlinkFlags, sequence: UInt32, body: (inout Self) -> Void
    ) {
        let start = bytes.count
        host(UInt32(0))  // its length, when it is known
        host(type)
        host(flags.rawValue)
        host(sequence)
        host(UInt32(0))  // the sender's port, which the kernel knows better
        body(&self)
        patch(UInt32(truncatingIfNeeded: bytes.count - start), at: start)
        pad()
    }

    /// Sets flags of a message that is already written.
    mutating func add(_ flags: NetlinkFlags, toMessageAt start: Int) {
        let offset = start + 6  // after length and type
        guard offset + 2 <= bytes.count else { return }
        let old = bytes.withUnsafeBytes { $0.loadUnaligned(fromByteOffset: offset, as: UInt16.self) }
        patch(old | flags.rawValue, at: offset)
    }

    /// An attribute that holds other attributes.
    mutating func nested(_ name: some RawRepresentable<UInt32>, body: (inout Self) -> Void) {
        let start = attributeHeader(name, mark: Self.nestedMark, valueCount: 0)
        body(&self)
        patch(UInt16(truncatingIfNeeded: bytes.count - start), at: start)
    }

    /// A number in network byte order, as netfilter has them.
    ///
    /// - Parameter isMarked: whether the attribute says so itself (`NLA_F_NET_BYTEORDER`), as ipset wants it.
    mutating func number(
        _ name: some RawRepresentable<UInt32>, _ value: some FixedWidthInteger & BitwiseCopyable, isMarked: Bool = false
    ) {
        _ = attributeHeader(name, mark: isMarked ? Self.byteOrderMark : 0, valueCount: value.bitWidth / 8)
        host(value.bigEndian)
        pad()
    }

    /// Text with a NUL at its end (`NLA_STRING`, `NLA_NUL_STRING`).
    mutating func text(_ name: some RawRepresentable<UInt32>, _ value: String) {
        _ = attributeHeader(name, valueCount: value.utf8.count + 1)
        bytes.append(contentsOf: value.utf8)
        bytes.append(0)
        pad()
    }

    mutating func data(_ name: some RawRepresentable<UInt32>, _ value: some Collection<UInt8>) {
        _ = attributeHeader(name, valueCount: value.count)
        bytes.append(contentsOf: value)
        pad()
    }

    /// A number in this machine's byte order: headers are written so.
    mutating func host(_ value: some BitwiseCopyable) {
        withUnsafeBytes(of: value) { bytes.append(contentsOf: $0) }
    }

    /// Bytes that are attributes already, lengths and padding included.
    mutating func encoded(_ attributes: UnsafeRawBufferPointer) { bytes.append(contentsOf: attributes) }

    /// Writes the header and returns where it starts.
    private mutating func attributeHeader(
        _ name: some RawRepresentable<UInt32>, mark: UInt16 = 0, valueCount: Int
    ) -> Int {
        let start = bytes.count
        host(UInt16(truncatingIfNeeded: NetlinkAlignment.attributeHeader + valueCount))
        host(UInt16(truncatingIfNeeded: name.rawValue) | mark)
        return start
    }

    private mutating func pad() {
        while bytes.count & 3 != 0 { bytes.append(0) }
    }

    private mutating func patch(_ value: some FixedWidthInteger & BitwiseCopyable, at offset: Int) {
        bytes.withUnsafeMutableBytes { $0.storeBytes(of: value, toByteOffset: offset, as: type(of: value)) }
    }
}
