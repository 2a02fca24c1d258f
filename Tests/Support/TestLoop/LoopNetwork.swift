package import TestHosts

/// Four hosts behind one router, with addresses as they are on the Internet: reserved ones are never listed. Nothing
/// leads out of it.
package struct LoopNetwork: Sendable {
    package let router: TestHost
    package let attacker: TestHost
    package let bystander: TestHost
    /// Where sensor and server are.
    package let station: TestHost
    /// Where guard and web server are.
    package let protected: TestHost

    package static let attackerAddress = "45.10.1.2"
    package static let bystanderAddress = "45.20.1.2"
    package static let stationAddress = "45.30.1.2"
    package static let protectedAddress = "45.40.1.2"
    package static let protectedGateway = "45.40.1.1"

    /// More addresses of the attacker, a new one for each attack.
    package static func attacker(_ number: Int) -> String { "45.10.1.\(10 + number)" }
    package static let attackerCount = 40

    package init() async throws {
        router = try TestHost("router")
        attacker = try TestHost("attacker")
        bystander = try TestHost("bystander")
        station = try TestHost("station")
        protected = try TestHost("protected")
        let others = (0..<Self.attackerCount).map { Self.attacker($0) + "/24" }
        for (host, interface, addresses) in [
            (attacker, "cable-a", [Self.attackerAddress + "/24"] + others),
            (bystander, "cable-b", [Self.bystanderAddress + "/24"]),
            (station, "cable-s", [Self.stationAddress + "/24"]),
            (protected, "cable-p", [Self.protectedAddress + "/24"]),
        ] {
            let network = addresses[0].split(separator: ".").prefix(3).joined(separator: ".")
            try await router.connect(
                to: host, interface: interface, addresses: [network + ".1/24"], peerAddresses: addresses)
            try await host.ip("link set lo up")
            try await host.ip("route add default via \(network).1")
        }
        try await router.ip("link set lo up")
        try await router.command(["sh", "-c", "echo 1 > /proc/sys/net/ipv4/ip_forward"])
    }
}
