package import IPNetworks

/// Packets from one address to one port, as an element of a counted set has them.
package struct CountedFlow: Equatable, Sendable {
    package let source: IPAddress
    /// The protocol above IP (IANA protocol numbers).
    package let transport: UInt8
    /// 0 for protocols without ports.
    package let destinationPort: UInt16
    package let count: PacketCount

    package init(source: IPAddress, transport: UInt8, destinationPort: UInt16, count: PacketCount) {
        self.source = source
        self.transport = transport
        self.destinationPort = destinationPort
        self.count = count
    }

    init?(_ element: NftablesElement) {
        // Each part of the key is padded to a register of four bytes: address, protocol, port.
        let addressSize = element.key.count - 8
        guard addressSize == 4 || addressSize == 16,
            let source = IPAddress(networkBytes: element.key.prefix(addressSize)),
            let transport = element.key.host(UInt8.self, at: addressSize),
            let port = element.key.bigEndian(UInt16.self, at: addressSize + 4), let count = element.count
        else { return nil }
        self.source = source
        self.transport = transport
        destinationPort = port
        self.count = count
    }
}
