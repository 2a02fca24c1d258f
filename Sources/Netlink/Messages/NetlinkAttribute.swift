import CNetfilter

/// One attribute: a type, a length and a value (linux/netlink.h, `struct nlattr`).
struct NetlinkAttribute {
    /// Without the two marks in the upper bits (`NLA_F_NESTED`, `NLA_F_NET_BYTEORDER`).
    let type: UInt16
    let value: UnsafeRawBufferPointer

    /// The attributes inside a nested one.
    var nested: NetlinkAttributes { NetlinkAttributes(value) }

    /// Whether this is the attribute that a kernel header calls `name`.
    func `is`(_ name: some RawRepresentable<UInt32>) -> Bool { UInt32(type) == name.rawValue }

    /// A number in network byte order of exactly that size; `nil` when the value has another.
    func number<Number: FixedWidthInteger & BitwiseCopyable>(_ kind: Number.Type = Number.self) -> Number? {
        value.count == MemoryLayout<Number>.size ? value.bigEndian(kind, at: 0) : nil
    }

    /// Text up to the first NUL. Bytes that are no UTF-8 are replaced.
    var text: String { String(decoding: value.prefix { $0 != 0 }, as: UTF8.self) }
}

/// A run of attributes. Ends at the first that does not fit into the bytes there are.
struct NetlinkAttributes: Sequence, IteratorProtocol {
    private var rest: UnsafeRawBufferPointer

    /// `NLA_TYPE_MASK`: the upper two bits are marks.
    private static let typeMask: UInt16 = 0x3fff

    init(_ bytes: UnsafeRawBufferPointer) { rest = bytes }

    mutating func next() -> NetlinkAttribute? {
        guard let length = rest.host(UInt16.self, at: 0), length >= NetlinkAlignment.attributeHeader,
            length <= rest.count, let type = rest.host(UInt16.self, at: 2)
        else { return nil }
        let value = UnsafeRawBufferPointer(rebasing: rest[NetlinkAlignment.attributeHeader..<Int(length)])
        rest = rest.dropping(NetlinkAlignment.padded(Int(length)))
        return NetlinkAttribute(type: type & Self.typeMask, value: value)
    }

    /// The first attribute of that name.
    func first(_ name: some RawRepresentable<UInt32>) -> NetlinkAttribute? { first { $0.is(name) } }
}
