package import IPNetworks

/// A packet that a rule of the firewall had copied to an NFLOG group.
package struct LoggedPacket: Equatable, Sendable {
    package let source: IPAddress
    package let destination: IPAddress
    /// The protocol above IP (IANA protocol numbers); of IPv6, the one after the extension headers, as far as they were
    /// copied.
    package let transport: UInt8
    /// 0 for protocols without ports and where the copy ends before them.
    package let sourcePort: UInt16
    package let destinationPort: UInt16
    /// In bytes, by the IP header.
    package let length: UInt32
    /// The index of the network interface it came in by; 0 when there was none.
    package let interface: UInt32
    /// Microseconds since 1970 by the kernel's clock; 0 when the packet has no time.
    package let time: UInt64
    /// Stands for the prefix of the rule.
    package let tag: PacketLogTag
}
