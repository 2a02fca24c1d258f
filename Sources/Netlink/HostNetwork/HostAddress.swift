package import IPNetworks

/// An address of this host.
package struct HostAddress: Equatable, Sendable {
    package let address: IPAddress
    /// The network that is reached through the interface without a router; of a point-to-point link, the other end.
    package let network: IPPrefix
    /// The index of the interface.
    package let interface: UInt32
}
