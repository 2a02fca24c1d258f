import IPNetworks
import TestHosts
import Testing

@testable import Netlink

@Suite(.tags(.namespaces), .ifNamespacesArePermitted)
struct RouteSocketTests {
    private let host: TestHost
    private let other: TestHost

    init() async throws {
        host = try TestHost("host")
        other = try TestHost("other")
        try await host.connect(
            to: other, addresses: ["10.88.0.1/24", "fd88::1/64"], peerAddresses: ["10.88.0.2/24", "fd88::2/64"])
    }

    @Test func ownAddresses() async throws {
        let addresses = try await host.run {
            var socket = try RouteSocket()
            return try socket.addresses()
        }
        let found = Set(addresses.map(\.address))
        for text in ["127.0.0.1", "::1", "10.88.0.1", "fd88::1"] {
            #expect(try found.contains(#require(IPAddress(text))), "\(text)")
        }
        #expect(try !found.contains(#require(IPAddress("10.88.0.2"))))
        let network = try IPPrefix(#require(IPAddress("10.88.0.0")), length: 24)
        #expect(addresses.first { $0.address == IPAddress("10.88.0.1") }?.network == network)
    }

    @Test func neighboursOnTheLink() async throws {
        func neighbours() async throws -> [Neighbour] {
            try await host.run {
                var socket = try RouteSocket()
                return try socket.neighbours()
            }
        }
        let present = try #require(IPAddress("10.88.0.2"))
        let absent = try #require(IPAddress("10.88.0.77"))
        #expect(try await !neighbours().contains { $0.address == present })
        // The other end may not be ready yet, and the answer comes when the machine has time for it: asked until it is there.
        let deadline = ContinuousClock.now + .seconds(20)
        var found: [Neighbour] = []
        repeat {
            try await host.run {
                for destination in ["10.88.0.2", "10.88.0.77"] {
                    let socket = try TestSocket(.udp)
                    try socket.connect(to: destination, port: 9)
                    socket.send([0])
                }
            }
            found = try await neighbours()
        } while !found.contains(Neighbour(address: present, isResolved: true)) && ContinuousClock.now < deadline
        #expect(found.contains(Neighbour(address: present, isResolved: true)))
        #expect(found.contains(Neighbour(address: absent, isResolved: false)))
    }

    @Test func gatewaysOfAllTables() async throws {
        #expect(try await gateways() == [])
        try await host.ip("route add default via 10.88.0.2")
        try await host.ip("route add default via fd88::2")
        try await host.ip("route add 203.0.113.0/24 via 10.88.0.9")
        try await host.ip("route add 0.0.0.0/1 via 10.88.0.3")
        try await host.ip("route add default via 10.88.0.4 table 100")
        try await host.ip("route add default table 101 nexthop via 10.88.0.5 nexthop via 10.88.0.6")
        try await host.ip("route add default via inet6 fd88::7 table 102")
        try await host.ip("route add unreachable default table 103")
        let expected = ["10.88.0.2", "10.88.0.3", "10.88.0.4", "10.88.0.5", "10.88.0.6", "fd88::2", "fd88::7"]
        #expect(try await Set(gateways()) == Set(expected.compactMap { IPAddress($0) }))
    }

    private func gateways() async throws -> [IPAddress] {
        try await host.run {
            var socket = try RouteSocket()
            return try socket.gateways()
        }
    }

    @Test(arguments: [
        "addr add 10.88.9.1/24 dev cable", "addr add fd88::99/64 dev cable nodad", "route add default via 10.88.0.2",
        "route add fd99::/64 via fd88::2", "link set cable down",
    ])
    func changesAreTold(_ change: String) async throws {
        let monitor = HostNetworkMonitor(thread: try NetlinkThread(inside: host))
        let changes = try await monitor.changes()
        try await host.ip(change)
        for await _ in changes { break }
    }
}
