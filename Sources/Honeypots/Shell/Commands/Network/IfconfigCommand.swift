struct IfconfigCommand: ShellCommand {
    static let names: [ByteString] = ["ifconfig"]
    static let usage: ByteString = "ifconfig [-a] interface [address]"

    static func run(_ words: [ByteString], in shell: inout Shell) -> CommandOutcome {
        let live = LiveFileReader(shell: shell)
        let interfaces = NetworkInterface.all(of: shell.device, at: live.uptimeSeconds)
        if let name = words.dropFirst().first, name != "-a" {
            guard let interface = interfaces.first(where: { $0.name == name }) else {
                return shell.fail(words[0], "\(name): error fetching interface information: Device not found")
            }
            // Settings are taken without a word.
            if words.count == 2 { shell.print(describe(interface)) }
            return .success
        }
        for interface in interfaces.sorted(by: { $0.name < $1.name }) { shell.print(describe(interface)) }
        return .success
    }

    private static func describe(_ interface: NetworkInterface) -> ByteString {
        let isPointToPoint = interface.name.hasPrefix("ppp")
        let kind: ByteString =
            interface.hardwareAddress == nil
            ? "Local Loopback  "
            : isPointToPoint ? "Point-to-Point Protocol  " : "Ethernet  HWaddr \(interface.hardwareAddress ?? "")  "
        var text = "\(interface.name.padded(to: 9)) Link encap:\(kind)\n" as ByteString
        if let address = interface.address {
            let middle: ByteString =
                interface.hardwareAddress == nil
                ? "" : isPointToPoint ? "  P-t-P:100.64.0.1" : "  Bcast:\(interface.broadcast ?? "")"
            text += "          inet addr:\(address)\(middle)  Mask:\(interface.netmask)\n"
        }
        let isLoopback = interface.hardwareAddress == nil
        let flags: ByteString =
            isLoopback
            ? "UP LOOPBACK RUNNING"
            : isPointToPoint ? "UP POINTOPOINT RUNNING NOARP MULTICAST" : "UP BROADCAST RUNNING MULTICAST"
        text += "          \(flags)  MTU:\(isLoopback ? "16436" : isPointToPoint ? "1492" : "1500")  Metric:1\n"
        text += "          RX packets:\(interface.receivedPackets) errors:0 dropped:0 overruns:0 frame:0\n"
        text += "          TX packets:\(interface.sentPackets) errors:0 dropped:0 overruns:0 carrier:0\n"
        text +=
            "          collisions:0 txqueuelen:\(isLoopback || interface.name == "br0" ? "0" : isPointToPoint ? "3" : "1000") \n"
        text +=
            "          RX bytes:\(interface.receivedBytes) (\(amount(interface.receivedBytes)))  TX bytes:\(interface.sentBytes) (\(amount(interface.sentBytes)))\n\n"
        return text
    }

    /// "636.7 KiB".
    private static func amount(_ bytes: Int) -> ByteString {
        let units: [(ByteString, Int)] = [("GiB", 1_073_741_824), ("MiB", 1_048_576), ("KiB", 1024)]
        guard let (unit, size) = units.first(where: { bytes >= $0.1 }) else { return "\(bytes).0 B" }
        let tenths = bytes / (size / 10)
        return "\(tenths / 10).\(tenths % 10) \(unit)"
    }
}
