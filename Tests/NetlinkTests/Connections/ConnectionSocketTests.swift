import IPNetworks
import TestHosts
import Testing

@testable import Netlink

@Suite(.tags(.namespaces), .ifNamespacesArePermitted)
struct ConnectionSocketTests {
    private let host: TestHost
    private let other: TestHost

    init() async throws {
        host = try TestHost("host")
        other = try TestHost("other")
        try await host.connect(
            to: other, addresses: ["10.89.0.1/24", "fd89::1/64"],
            peerAddresses: ["10.89.0.2/24", "10.89.0.3/24", "fd89::2/64"])
    }

    @Test func peersOfAPort() async throws {
        let listeners = try await host.run {
            try [("10.89.0.1", 22), ("fd89::1", 22), ("10.89.0.1", 80)].map { (address, port: UInt16) in
                let socket = try TestSocket(.tcp, from: address, port: port)
                try socket.listen()
                return socket
            }
        }
        let clients = try await other.run {
            let connections: [(source: String, destination: String, port: UInt16)] = [
                ("10.89.0.2", "10.89.0.1", 22), ("10.89.0.2", "10.89.0.1", 22), ("fd89::2", "fd89::1", 22),
                ("10.89.0.3", "10.89.0.1", 80),
            ]
            return try connections.map { source, destination, port in
                let socket = try TestSocket(.tcp, from: source)
                try socket.connect(to: destination, port: port)
                return socket
            }
        }
        let (ssh, web, none, ports) = try await host.run {
            var socket = try ConnectionSocket()
            return try (
                socket.peers(localPort: 22), socket.peers(localPort: 80), socket.peers(localPort: 443),
                socket.listeningPorts()
            )
        }
        #expect(ssh == [IPAddress("10.89.0.2"), IPAddress("fd89::2")])
        #expect(web == [IPAddress("10.89.0.3")])
        #expect(none == [])
        #expect(ports == [22, 80])
        // Seen from the other side, each of them was opened there; from this one, none was.
        let here = try await host.run {
            var socket = try ConnectionSocket()
            return try socket.opened()
        }
        let there = try await other.run {
            var socket = try ConnectionSocket()
            return try socket.opened()
        }
        #expect(here == [])
        #expect(there.count == 4 && Set(there.map(\.peer)) == [IPAddress("10.89.0.1"), IPAddress("fd89::1")])
        withExtendedLifetime((listeners, clients)) {}
    }

    /// A socket of IPv6 that takes IPv4 too has peers in mapped form: they are the IPv4 addresses.
    @Test func peersOfADualStackPort() async throws {
        let listener = try await host.run {
            let socket = try TestSocket(.tcp, from: "::", port: 2222)
            try socket.listen()
            return socket
        }
        let client = try await other.run {
            let socket = try TestSocket(.tcp, from: "10.89.0.2")
            try socket.connect(to: "10.89.0.1", port: 2222)
            return socket
        }
        let peers = try await host.run {
            var socket = try ConnectionSocket()
            return try socket.peers(localPort: 2222)
        }
        #expect(peers == [IPAddress("10.89.0.2")])
        withExtendedLifetime((listener, client)) {}
    }
}
