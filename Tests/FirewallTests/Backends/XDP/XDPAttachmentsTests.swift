import Netlink
import Testing

@testable import Firewall

@Suite struct XDPAttachmentsTests {
    private static func link(
        _ index: UInt32, _ name: String, _ kind: String? = nil, isEthernet: Bool = true, isLoopback: Bool = false,
        master: UInt32? = nil
    ) -> HostLink {
        HostLink(
            index: index, name: name, kind: kind, isEthernet: isEthernet, isLoopback: isLoopback, master: master)
    }

    private static let links = [
        link(1, "lo", isLoopback: true), link(2, "eth0"), link(3, "eth1", master: 4), link(4, "bond0", "bond"),
        link(5, "docker0", "bridge"), link(6, "veth1", "veth", master: 5), link(7, "veth2", "veth"),
        link(8, "wg0", "wireguard", isEthernet: false), link(9, "eth0.5", "vlan"), link(10, "eth2", master: 5),
    ]

    private func shielded(_ links: [HostLink], _ names: [String] = []) -> [String] {
        XDPAttachments.shielded(links, XDPOptions(interfaces: names)).map(\.name)
    }

    @Test func hardwareIsShieldedAndWhatIsInsideIsNot() {
        #expect(shielded(Self.links) == ["eth0", "bond0"])
    }

    @Test func virtualCablesOnlyWhereThereIsNoHardware() {
        #expect(shielded(Self.links.filter { $0.kind != nil && $0.kind != "bond" || $0.isLoopback }) == ["veth2"])
    }

    @Test func whatIsNamedIsShielded() {
        #expect(shielded(Self.links, ["docker0", "eth1", "wg0", "none"]) == ["eth1", "docker0"])
    }
}
