package import IPNetworks

/// Packets from one listed address to one port of ours.
package struct BlockedFlow: Hashable, Sendable {
    package let source: IPAddress
    /// The protocol above IP (IANA protocol numbers).
    package let transport: UInt8
    /// 0 for protocols without ports.
    package let destinationPort: UInt16

    package init(source: IPAddress, transport: UInt8, destinationPort: UInt16) {
        self.source = source
        self.transport = transport
        self.destinationPort = destinationPort
    }
}
