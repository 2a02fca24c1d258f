/// What `ip address` and `ip link` print of interfaces (ip-address(8)).
struct IpListing {
    enum Form {
        case full
        /// `-br`: a line an interface.
        case brief
        /// `-o`: a line a record, with a backslash where a line would end.
        case oneLine
    }

    private struct Address {
        var family: ByteString
        var text: ByteString
        /// What follows the address.
        var details: ByteString
        var scope: ByteString
    }

    var form = Form.full
    /// `address`, not `link`.
    var showsAddresses = true
    /// `inet` or `inet6`; nil: both, and the hardware's.
    var family: ByteString?
    var scope: ByteString?

    /// - Parameter number: the interface's index, from 1.
    func text(_ number: Int, _ interface: NetworkInterface) -> ByteString {
        let addresses = showsAddresses ? self.addresses(of: interface) : []
        // With a family or a scope named, only those are shown that have such an address.
        if showsAddresses, family != nil || scope != nil, addresses.isEmpty { return "" }
        switch form {
        case .brief: return brief(interface, addresses)
        case .oneLine where showsAddresses:
            return addresses.map { address in
                "\(number): \(interface.name)    \(address.family) \(address.text) \(address.details)\\       valid_lft forever preferred_lft forever\n"
            }.joined(by: "")
        case .oneLine: return "\(number): " + head(interface) + "\\" + link(interface) + "\n"
        case .full:
            let hardware = showsAddresses && family != nil ? "" : link(interface) + "\n"
            return "\(number): " + head(interface) + "\n" + hardware
                + addresses.map { address in
                    "    \(address.family) \(address.text) \(address.details)\n       valid_lft forever preferred_lft forever\n"
                }.joined(by: "")
        }
    }

    private func addresses(of interface: NetworkInterface) -> [Address] {
        var all: [Address] = []
        if interface.hardwareAddress == nil {
            all.append(Address(family: "inet", text: "127.0.0.1/8", details: "scope host lo", scope: "host"))
            all.append(Address(family: "inet6", text: "::1/128", details: "scope host ", scope: "host"))
        } else if let address = interface.address {
            all.append(
                Address(
                    family: "inet", text: "\(address)/\(interface.prefixLength)",
                    details: "brd \(interface.broadcast ?? "") scope global \(interface.name)", scope: "global"))
            if let address6 = interface.address6 {
                all.append(Address(family: "inet6", text: address6, details: "scope link ", scope: "link"))
            }
        }
        return all.filter { (family == nil || $0.family == family) && (scope == nil || $0.scope == scope) }
    }

    private func head(_ interface: NetworkInterface) -> ByteString {
        let mode: ByteString = showsAddresses ? "" : "mode DEFAULT "
        guard interface.hardwareAddress != nil else {
            return "lo: <LOOPBACK,UP,LOWER_UP> mtu 65536 qdisc noqueue state UNKNOWN \(mode)group default qlen 1000"
        }
        return
            "\(interface.name): <BROADCAST,MULTICAST,UP,LOWER_UP> mtu \(interface.maximumUnit) qdisc pfifo_fast state UP \(mode)group default qlen 1000"
    }

    private func link(_ interface: NetworkInterface) -> ByteString {
        guard let hardware = interface.hardwareAddress?.lowercased else {
            return "    link/loopback 00:00:00:00:00:00 brd 00:00:00:00:00:00"
        }
        return "    link/ether \(hardware) brd ff:ff:ff:ff:ff:ff"
    }

    private func brief(_ interface: NetworkInterface, _ addresses: [Address]) -> ByteString {
        let isLoopback = interface.hardwareAddress == nil
        let head =
            interface.name.padded(to: 16) + " " + ((isLoopback ? "UNKNOWN" : "UP") as ByteString).padded(to: 14) + " "
        guard showsAddresses else {
            let hardware = interface.hardwareAddress?.lowercased ?? "00:00:00:00:00:00"
            return head + hardware + " <\(isLoopback ? "LOOPBACK" : "BROADCAST,MULTICAST"),UP,LOWER_UP> \n"
        }
        return head + addresses.map { $0.text + " " }.joined(by: "") + "\n"
    }
}
