/// Names of the protocols above IP (IANA protocol numbers).
package enum TransportName {
    private static let names: [UInt8: String] = [
        1: "ICMP", 2: "IGMP", 4: "IPIP", 6: "TCP", 17: "UDP", 33: "DCCP", 41: "IPv6", 47: "GRE", 50: "ESP", 51: "AH",
        58: "ICMPv6", 89: "OSPF", 132: "SCTP", 136: "UDPLite",
    ]

    /// The number where there is no usual name.
    package static func text(_ number: UInt8) -> String { names[number] ?? "\(number)" }

    /// Whether packets name a port.
    package static func hasPorts(_ number: UInt8) -> Bool { portful.contains(number) }

    private static let portful: [UInt8] = [6, 17, 33, 132, 136]
    /// Numbers of those whose packets name a port, as SQL lists them.
    static let withPorts = portful.map { "\($0)" }.joined(separator: ", ")
}
