/// `route` and `arp`.
struct RouteCommand: ShellCommand {
    static let names: [ByteString] = ["route", "arp"]
    static let usage: ByteString = "route [-ne] [{add/del} TARGET]"

    static func run(_ words: [ByteString], in shell: inout Shell) -> CommandOutcome {
        let device = shell.device
        let network = ByteString(device.lanAddress.split(separator: ".").dropLast().joined(separator: "."))
        let lan = ByteString(device.model.lanInterface)
        if words[0] == "arp" {
            shell.print(
                "? (\(network).\(device.model.wanInterface == nil ? "1" : "102")) at \(device.hardwareAddress.next.description) [ether]  on \(lan)\n"
            )
            return .success
        }
        guard words.dropFirst().allSatisfy({ $0.first == UInt8(ascii: "-") }) else { return .success }
        let isNumeric = words.dropFirst().contains { $0.contains(UInt8(ascii: "n")) }
        let any: ByteString = isNumeric ? "0.0.0.0" : "default"
        let none: ByteString = isNumeric ? "0.0.0.0" : "*"
        var text: ByteString =
            "Kernel IP routing table\nDestination     Gateway         Genmask         Flags Metric Ref    Use Iface\n"
        let row = {
            (target: ByteString, gateway: ByteString, mask: ByteString, flags: ByteString, interface: ByteString)
                -> ByteString in
            "\(target.padded(to: 16))\(gateway.padded(to: 16))\(mask.padded(to: 16))\(flags.padded(to: 6))0      0        0 \(interface)\n"
        }
        if let wan = device.model.wanInterface {
            text += row(
                any, wan.hasPrefix("ppp") ? none : "100.64.0.1", "0.0.0.0", wan.hasPrefix("ppp") ? "U" : "UG",
                ByteString(wan))
        } else {
            text += row(any, network + ".1", "0.0.0.0", "UG", lan)
        }
        shell.print(text + row(network + ".0", none, "255.255.255.0", "U", lan))
        return .success
    }
}
