import IPNetworks

extension ServerLiveFiles {
    /// An address of IPv4 as the kernel's tables write it: the 32 bits of network order read as a little-endian number.
    private func hexadecimal(_ address: String) -> ByteString {
        let parts = address.split(separator: ".").compactMap { UInt8($0) }
        guard parts.count == 4 else { return "00000000" }
        return ByteString(parts.reversed().map(Self.two).joined())
    }

    private static func two(_ byte: UInt8) -> String {
        (byte < 16 ? "0" : "") + String(byte, radix: 16, uppercase: true)
    }
    private static func port(_ port: Int) -> String {
        two(UInt8(truncatingIfNeeded: port >> 8)) + two(UInt8(truncatingIfNeeded: port))
    }

    /// /proc/net/tcp: what listens, and the visitor's own connection.
    var sockets: ByteString {
        var text: ByteString =
            "  sl  local_address rem_address   st tx_queue rx_queue tr tm->when retrnsmt   uid  timeout inode                                                     \n"
        let mysql = machine.account(named: "mysql")?.uid ?? 0
        let listening = [("0.0.0.0", 22, 0), ("0.0.0.0", 80, 0), ("127.0.0.1", 3306, mysql), ("0.0.0.0", 6379, 0)]
        var row = 0
        let add = {
            (
                local: String, localPort: Int, remote: String, remotePort: Int, state: ByteString, uid: Int,
                text: inout ByteString
            ) in
            let inode = 14_000 + localPort * 3
            let line: ByteString =
                "\(ByteString("\(row)").indented(to: 4)): \(self.hexadecimal(local)):\(Self.port(localPort)) \(self.hexadecimal(remote)):\(Self.port(remotePort)) \(state) 00000000:00000000 \(state == "01" ? "02" : "00"):00000000 00000000 \(ByteString("\(uid)").indented(to: 5))        0 \(inode) \(state == "01" ? 4 : 1) 0000000000000000 \(state == "01" ? "20 4 30 10 -1" : "100 0 0 10 0")"
            text += line.padded(to: 149) + "\n"
            row += 1
        }
        for (address, port, uid) in listening { add(address, port, "0.0.0.0", 0, "0A", uid, &text) }
        let visit = shell.visit
        add(
            visit.local.description, Int(visit.localPort), visit.visitor.description, Int(visit.visitorPort), "01", 0,
            &text)
        return text
    }

    var routes: ByteString {
        let name = ByteString(machine.hardware.interface)
        let network = machine.host.address.split(separator: ".").dropLast().joined(separator: ".") + ".0"
        let head: ByteString = "Iface\tDestination\tGateway \tFlags\tRefCnt\tUse\tMetric\tMask\t\tMTU\tWindow\tIRTT"
        let rows: [ByteString] = [
            head, "\(name)\t00000000\t\(hexadecimal(machine.host.gateway))\t0003\t0\t0\t0\t00000000\t0\t0\t0",
            "\(name)\t\(hexadecimal(network))\t00000000\t0001\t0\t0\t0\t00FFFFFF\t0\t0\t0",
        ]
        return rows.reduce(into: ByteString()) { $0 += $1.padded(to: 127) + "\n" }
    }

    var neighbours: ByteString {
        var generator = machine.persona.generator(for: "gateway address")
        let address = HardwareAddress(vendors: [0x00000c, 0x001b21, 0x80711f, 0x0009_0f], &generator)
        return
            "IP address       HW type     Flags       HW address            Mask     Device\n\(ByteString(machine.host.gateway).padded(to: 17))0x1         0x2         \(address.description)     *        \(machine.hardware.interface)\n"
    }
}
