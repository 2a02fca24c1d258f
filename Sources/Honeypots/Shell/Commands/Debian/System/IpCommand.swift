import ThreatModel

/// `ip` of iproute2.
struct IpCommand: ShellCommand {
    static let names: [ByteString] = ["ip"]

    static func run(_ words: [ByteString], in shell: inout Shell) -> CommandOutcome {
        var listing = IpListing()
        var rest = words.dropFirst()
        while let word = rest.first, word.first == UInt8(ascii: "-") {
            rest.removeFirst()
            switch word {
            case "-br", "-brief": listing.form = .brief
            case "-o", "-oneline": listing.form = .oneLine
            case "-4": listing.family = "inet"
            case "-6": listing.family = "inet6"
            case "-f", "-family": listing.family = rest.popFirst()
            case "-V", "-Version":
                shell.print("ip utility, iproute2-5.10.0, libbpf 0.3.0\n")
                return .success
            case "-s", "-d", "-h", "-r", "-c", "-color", "-stats", "-details", "-human", "-resolve", "-a", "-all": break
            default:
                shell.print("Option \"\(word)\" is unknown, try \"ip -help\".\n", to: 2)
                return .exit(255)
            }
        }
        guard let object = rest.popFirst() else {
            shell.print("Usage: ip [ OPTIONS ] OBJECT { COMMAND | help }\n", to: 2)
            return .exit(255)
        }
        let interfaces = shell.machine.interfaces(after: shell.machine.uptime(at: shell.now))
            .sorted { ($0.hardwareAddress == nil ? 0 : 1) < ($1.hardwareAddress == nil ? 0 : 1) }
        func isObject(_ name: ByteString) -> Bool { !object.isEmpty && name.hasPrefix(object) }
        if isObject("address") || isObject("link") {
            listing.showsAddresses = isObject("address")
            return list(listing, rest, interfaces, in: &shell)
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

    private static func list(
        _ listing: IpListing, _ words: ArraySlice<ByteString>, _ interfaces: [NetworkInterface], in shell: inout Shell
    ) -> CommandOutcome {
        var listing = listing
        var rest = words
        if let verb = rest.first {
            if ["add", "del", "set", "delete", "flush", "change", "replace"].contains(verb) { return .success }
            if "show".hasPrefix(verb.text) || "list".hasPrefix(verb.text) || verb == "ls" { rest.removeFirst() }
        }
        var name: ByteString?
        while let word = rest.popFirst() {
            switch word {
            case "up", "primary", "permanent": break
            case "scope": listing.scope = rest.popFirst()
            case "dev": name = rest.popFirst()
            default: name = word
            }
        }
        let shown = interfaces.enumerated().filter { name == nil || $0.element.name == name }
        if let name, shown.isEmpty {
            shell.print("Device \"\(name)\" does not exist.\n", to: 2)
            return .failure
        }
        for (index, interface) in shown { shell.print(listing.text(index + 1, interface)) }
        return .success
    }
}
