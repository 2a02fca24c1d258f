import ThreatModel

/// `ip` of iproute2.
struct IpCommand: ShellCommand {
    static let names: [ByteString] = ["ip"]

    static func run(_ words: [ByteString], in shell: inout Shell) -> CommandOutcome {
        var isBrief = false
        var rest = words.dropFirst()
        while let word = rest.first, word.first == UInt8(ascii: "-") {
            if word == "-br" || word == "-brief" { isBrief = true }
            if word == "-V" || word == "-Version" {
                shell.print("ip utility, iproute2-5.10.0, libbpf 0.3.0\n")
                return .success
            }
            rest.removeFirst()
        }
        guard let object = rest.popFirst() else {
            shell.print("Usage: ip [ OPTIONS ] OBJECT { COMMAND | help }\n", to: 2)
            return .exit(255)
        }
        let interfaces = shell.machine.interfaces(after: shell.machine.uptime(at: shell.now))
            .sorted { ($0.hardwareAddress == nil ? 0 : 1) < ($1.hardwareAddress == nil ? 0 : 1) }
        func isObject(_ name: ByteString) -> Bool { !object.isEmpty && name.hasPrefix(object) }
        if isObject("address") || isObject("link") {
            let showsAddresses = isObject("address")
            let verb = rest.first
            if verb == "add" || verb == "del" || verb == "set" || verb == "delete" || verb == "flush" {
                return .success
            }
            if let verb, "show".hasPrefix(verb.text) || "list".hasPrefix(verb.text) || verb == "ls" {
                rest.removeFirst()
            }
            if rest.first == "dev" { rest.removeFirst() }
            var shown = Array(interfaces.enumerated())
            if let name = rest.first(where: { $0 != "up" && $0 != "scope" && $0 != "global" }) {
                shown = shown.filter { $0.element.name == name }
                if shown.isEmpty {
                    shell.print("Device \"\(name)\" does not exist.\n", to: 2)
                    return .failure
                }
            }
            for (index, interface) in shown {
                shell.print(isBrief ? brief(interface, showsAddresses) : full(index + 1, interface, showsAddresses))
            }
            return .success
        }
        if isObject("route") {
            guard let outer = interfaces.first(where: { $0.hardwareAddress != nil }), let address = outer.address else {
                return .success
            }
            if rest.first == "get" {
                shell.print(
                    "\(rest.dropFirst().first ?? "") via \(gateway(address)) dev \(outer.name) src \(address) uid 0 \n    cache \n"
                )
                return .success
            }
            if rest.first == "add" || rest.first == "del" { return .success }
            shell.print("default via \(gateway(address)) dev \(outer.name) onlink \n")
            shell.print(
                "\(network(address))/\(outer.prefixLength) dev \(outer.name) proto kernel scope link src \(address) \n")
            return .success
        }
        if isObject("neighbour") || isObject("neighbor") || isObject("rule") || isObject("netns") { return .success }
        shell.print("Object \"\(object)\" is unknown, try \"ip help\".\n", to: 2)
        return .failure
    }

    static func gateway(_ address: ByteString) -> ByteString { prefix(address) + ".1" }
    static func network(_ address: ByteString) -> ByteString { prefix(address) + ".0" }
    private static func prefix(_ address: ByteString) -> ByteString {
        address.split(separator: UInt8(ascii: ".")).prefix(3).map { ByteString($0) }.joined(by: ".")
    }

    private static func brief(_ interface: NetworkInterface, _ showsAddresses: Bool) -> ByteString {
        let isLoopback = interface.hardwareAddress == nil
        let head =
            interface.name.padded(to: 16) + " " + ((isLoopback ? "UNKNOWN" : "UP") as ByteString).padded(to: 14) + " "
        guard showsAddresses else {
            let hardware = interface.hardwareAddress?.lowercased ?? "00:00:00:00:00:00"
            return head + hardware + " <\(isLoopback ? "LOOPBACK" : "BROADCAST,MULTICAST"),UP,LOWER_UP> \n"
        }
        let bits = isLoopback ? 8 : interface.prefixLength
        return head + (interface.address.map { "\($0)/\(bits) " } ?? "")
            + (isLoopback ? "::1/128 " : interface.address6.map { $0 + " " } ?? "") + "\n"
    }

    private static func full(_ number: Int, _ interface: NetworkInterface, _ showsAddresses: Bool) -> ByteString {
        guard let hardware = interface.hardwareAddress?.lowercased else {
            var text: ByteString =
                "\(number): lo: <LOOPBACK,UP,LOWER_UP> mtu 65536 qdisc noqueue state UNKNOWN \(showsAddresses ? "" : "mode DEFAULT ")group default qlen 1000\n    link/loopback 00:00:00:00:00:00 brd 00:00:00:00:00:00\n"
            if showsAddresses {
                text +=
                    "    inet 127.0.0.1/8 scope host lo\n       valid_lft forever preferred_lft forever\n    inet6 ::1/128 scope host \n       valid_lft forever preferred_lft forever\n"
            }
            return text
        }
        var text: ByteString =
            "\(number): \(interface.name): <BROADCAST,MULTICAST,UP,LOWER_UP> mtu \(interface.maximumUnit) qdisc pfifo_fast state UP \(showsAddresses ? "" : "mode DEFAULT ")group default qlen 1000\n    link/ether \(hardware) brd ff:ff:ff:ff:ff:ff\n"
        if showsAddresses, let address = interface.address {
            text +=
                "    inet \(address)/\(interface.prefixLength) brd \(interface.broadcast ?? "") scope global \(interface.name)\n       valid_lft forever preferred_lft forever\n"
            if let address6 = interface.address6 {
                text += "    inet6 \(address6) scope link \n       valid_lft forever preferred_lft forever\n"
            }
        }
        return text
    }
}
