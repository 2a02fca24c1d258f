/// `ifconfig`, `route` and `arp` of net-tools 1.60 as Debian 11 has them.
struct NetToolsCommand: ShellCommand {
    static let names: [ByteString] = ["ifconfig", "route", "arp"]

    static func run(_ words: [ByteString], in shell: inout Shell) -> CommandOutcome {
        let interfaces = shell.machine.interfaces(after: shell.machine.uptime(at: shell.now))
        switch words[0] {
        case "ifconfig": return showInterfaces(words, interfaces, &shell)
        case "route":
            // Routes are taken without a word.
            if words.dropFirst().contains(where: { $0 == "add" || $0 == "del" }) { return .success }
            let isNumeric = words.dropFirst().contains { $0.hasPrefix("-") && $0.contains(UInt8(ascii: "n")) }
            showRoutes(isNumeric, interfaces, &shell)
        default:
            if let name = words.dropFirst().first(where: { $0.first != UInt8(ascii: "-") }),
                shell.resolve(name) == nil
            {
                return shell.failPlainly("\(name): Host name lookup failure", status: 255)
            }
            showNeighbours(interfaces, &shell)
        }
        return .success
    }

    private static func showInterfaces(
        _ words: [ByteString], _ interfaces: [NetworkInterface], _ shell: inout Shell
    ) -> CommandOutcome {
        guard let name = words.dropFirst().first, name != "-a" else {
            for interface in interfaces.sorted(by: { $0.name < $1.name }) { shell.print(describe(interface)) }
            return .success
        }
        guard let interface = interfaces.first(where: { $0.name == name }) else {
            return shell.failPlainly("\(name): error fetching interface information: Device not found")
        }
        // Settings are taken without a word.
        if words.count == 2 { shell.print(describe(interface)) }
        return .success
    }

    private static func describe(_ interface: NetworkInterface) -> ByteString {
        let isLoopback = interface.hardwareAddress == nil
        var text: ByteString = "\(interface.name): "
        text +=
            isLoopback
            ? "flags=73<UP,LOOPBACK,RUNNING>  mtu 65536\n"
            : "flags=4163<UP,BROADCAST,RUNNING,MULTICAST>  mtu \(interface.maximumUnit)\n"
        if let address = interface.address {
            let broadcast: ByteString = isLoopback ? "" : "  broadcast \(interface.broadcast ?? "")"
            text += "        inet \(address)  netmask \(interface.netmask)\(broadcast)\n"
        }
        if let address = interface.address6 {
            let parts = address.split(separator: UInt8(ascii: "/"))
            let scope: ByteString = isLoopback ? "0x10<host>" : "0x20<link>"
            text += "        inet6 \(ByteString(parts.first ?? []))  prefixlen "
            text += "\(parts.count > 1 ? ByteString(parts[1]) : "128")  scopeid \(scope)\n"
        }
        text +=
            isLoopback
            ? "        loop  txqueuelen 1000  (Local Loopback)\n"
            : "        ether \(interface.hardwareAddress ?? "")  txqueuelen 1000  (Ethernet)\n"
        text += "        RX packets \(interface.receivedPackets)  bytes \(interface.receivedBytes) "
        text += "(\(amount(interface.receivedBytes)))\n        RX errors 0  dropped 0  overruns 0  frame 0\n"
        text += "        TX packets \(interface.sentPackets)  bytes \(interface.sentBytes) "
        text += "(\(amount(interface.sentBytes)))\n"
        return text + "        TX errors 0  dropped 0 overruns 0  carrier 0  collisions 0\n\n"
    }

    /// "636.7 KiB".
    private static func amount(_ bytes: Int) -> ByteString {
        let units: [(ByteString, Int)] = [
            ("TiB", 1 << 40), ("GiB", 1 << 30), ("MiB", 1 << 20), ("KiB", 1 << 10),
        ]
        guard let (unit, size) = units.first(where: { bytes >= $0.1 }) else { return "\(bytes).0 B" }
        let tenths = bytes / (size / 10)
        return "\(tenths / 10).\(tenths % 10) \(unit)"
    }

    private static func showRoutes(_ isNumeric: Bool, _ interfaces: [NetworkInterface], _ shell: inout Shell) {
        shell.print(
            "Kernel IP routing table\nDestination     Gateway         Genmask         Flags Metric Ref    Use Iface\n")
        guard let outer = interfaces.first(where: { $0.hardwareAddress != nil }), let address = outer.address else {
            return
        }
        let gateway = IpCommand.gateway(address)
        let network =
            ByteString(address.split(separator: UInt8(ascii: ".")).dropLast().joined(separator: ".".utf8)) + ".0"
        func row(_ target: ByteString, _ gateway: ByteString, _ mask: ByteString, _ flags: ByteString) -> ByteString {
            "\(target.padded(to: 16))\(gateway.padded(to: 16))\(mask.padded(to: 16))\(flags.padded(to: 6))"
                + "0      0        0 \(outer.name)\n"
        }
        shell.print(row(isNumeric ? "0.0.0.0" : "default", isNumeric ? gateway : "_gateway", "0.0.0.0", "UG"))
        shell.print(row(network, "0.0.0.0", outer.netmask, "U"))
    }

    /// What the kernel's own list says, in columns of this program.
    private static func showNeighbours(_ interfaces: [NetworkInterface], _ shell: inout Shell) {
        shell.print("Address                  HWtype  HWaddress           Flags Mask            Iface\n")
        guard let place = try? shell.place("/proc/net/arp"), let id = place.id else { return }
        for line in shell.contents(of: id, range: 0..<65_536).lines.dropFirst() {
            let fields = line.split(separator: UInt8(ascii: " ")).map { ByteString($0) }
            guard fields.count >= 6 else { continue }
            shell.print(
                "\(fields[0].padded(to: 25))ether   \(fields[3].padded(to: 20))C                     \(fields[5])\n")
        }
    }
}
