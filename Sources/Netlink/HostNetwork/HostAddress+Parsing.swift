import CNetfilter
import IPNetworks

extension HostAddress {
    /// From a message about an address (linux/if_addr.h, `struct ifaddrmsg` and attributes).
    init?(_ message: NetlinkMessage) {
        // family, prefix length, flags, scope, interface
        guard let attributes = message.attributes(after: MemoryLayout<ifaddrmsg>.size),
            let length = message.payload.host(UInt8.self, at: 1),
            let interface = message.payload.host(UInt32.self, at: 4)
        else { return nil }
        var local: IPAddress?
        var peer: IPAddress?
        for attribute in attributes {
            switch Int(attribute.type) {
            case IFA_LOCAL: local = IPAddress(networkBytes: attribute.value)
            case IFA_ADDRESS: peer = IPAddress(networkBytes: attribute.value)
            default: break  // labels, lifetimes, flags
            }
        }
        // IPv6 has only IFA_ADDRESS; on a point-to-point link IFA_LOCAL is ours and IFA_ADDRESS the other end's.
        guard let address = local ?? peer, let network = IPPrefix(peer ?? address, length: Int(length)) else {
            return nil
        }
        self.init(address: address, network: network, interface: interface)
    }
}
