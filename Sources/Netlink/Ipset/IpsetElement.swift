/// One element of a listing. Borrows the receive buffer: valid only while the closure that was handed it runs.
struct IpsetElement {
    let key: UnsafeRawBufferPointer
    private let attributes: NetlinkAttributes

    init?(_ attribute: NetlinkAttribute) {
        attributes = attribute.nested
        guard let address = attributes.first(IpsetAttribute.Element.address) else { return nil }
        var parts = address.nested
        guard let value = parts.next()?.value, value.count == 4 || value.count == 16 else { return nil }
        key = value
    }

    /// `nil` when the address is of the other family.
    func address<Key: AddressKey>(_: Key.Type = Key.self) -> Key? {
        key.count == MemoryLayout<Key>.size ? key.bigEndian(Key.self, at: 0) : nil
    }

    func network<Key: AddressKey>(_: Key.Type = Key.self) -> IpsetNetwork<Key>? {
        guard let first: Key = address() else { return nil }
        let length: UInt8 = attributes.first(IpsetAttribute.Element.prefixLength)?.number() ?? UInt8(Key.bitWidth)
        guard length >= 1, length <= Key.bitWidth else { return nil }
        return IpsetNetwork(first: first, prefixLength: length)
    }

    var comment: String? { attributes.first(IpsetAttribute.Element.comment)?.text }

    var count: PacketCount? {
        guard let packets: UInt64 = attributes.first(IpsetAttribute.Element.packets)?.number(),
            let bytes: UInt64 = attributes.first(IpsetAttribute.Element.bytes)?.number()
        else { return nil }
        return PacketCount(packets: packets, bytes: bytes)
    }

    var transport: UInt8? { attributes.first(IpsetAttribute.Element.transport)?.number() }

    var port: UInt16? { attributes.first(IpsetAttribute.Element.port)?.number() }
}
