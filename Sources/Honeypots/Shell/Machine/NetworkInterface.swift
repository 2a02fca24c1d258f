/// A network interface of a machine with what went over it.
struct NetworkInterface: Hashable, Sendable {
    var name: ByteString
    var address: ByteString?
    var netmask: ByteString = "255.255.255.0"
    /// nil: the loopback.
    var hardwareAddress: ByteString?
    /// Bits of the netmask.
    var prefixLength = 24
    /// Its address of IPv6 with the length of the prefix: "fe80::5054:ff:fe12:3456/64".
    var address6: ByteString?
    var maximumUnit = 1500
    var receivedBytes: Int
    var sentBytes: Int
    var receivedPackets: Int { receivedBytes / 412 }
    var sentPackets: Int { sentBytes / 377 }

    /// The last address of its network.
    var broadcast: ByteString? {
        address.map {
            ByteString($0.split(separator: UInt8(ascii: ".")).dropLast().joined(separator: [UInt8(ascii: ".")]))
                + ".255"
        }
    }

    /// Every interface, after this uptime in seconds: traffic grows with it, and the kernel's 32-bit counters wrap.
    static func all(of device: Device, at uptime: Int) -> [Self] {
        var generator = SeededGenerator(seed: device.hardwareAddress.value &+ 17)
        let lanReceived = uptime &* generator.number(in: 90...1400) & 0xffff_ffff
        let lanSent = uptime &* generator.number(in: 150...2900) & 0xffff_ffff
        let model = device.model
        var all: [Self] = []
        let hardware = ByteString(device.hardwareAddress.description.uppercased())
        all.append(
            Self(
                name: ByteString(model.lanInterface), address: ByteString(device.lanAddress), hardwareAddress: hardware,
                receivedBytes: lanReceived, sentBytes: lanSent))
        if model.lanInterface == "br0" {
            all.append(
                Self(
                    name: "eth0", hardwareAddress: hardware, receivedBytes: lanReceived + 7404, sentBytes: lanSent + 912
                ))
        }
        let loopback = uptime / 30 * 112
        all.append(
            Self(name: "lo", address: "127.0.0.1", netmask: "255.0.0.0", receivedBytes: loopback, sentBytes: loopback))
        if let wan = model.wanInterface {
            all.append(
                Self(
                    name: ByteString(wan), address: ByteString(device.wanAddress), netmask: "255.255.255.255",
                    hardwareAddress: ByteString(device.hardwareAddress.next.description.uppercased()),
                    receivedBytes: lanSent, sentBytes: lanReceived))
        }
        return all
    }
}
