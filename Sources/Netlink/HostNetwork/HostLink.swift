/// A network interface of this host.
package struct HostLink: Equatable, Sendable {
    package let index: UInt32
    package let name: String
    /// What made it, such as "veth", "bridge" or "vlan"; `nil` for hardware.
    package let kind: String?
    /// Whether its packets begin with an Ethernet header.
    package let isEthernet: Bool
    package let isLoopback: Bool
    /// The bridge, bond or other interface that this one is a part of.
    package let master: UInt32?

    package init(index: UInt32, name: String, kind: String?, isEthernet: Bool, isLoopback: Bool, master: UInt32?) {
        self.index = index
        self.name = name
        self.kind = kind
        self.isEthernet = isEthernet
        self.isLoopback = isLoopback
        self.master = master
    }
}
