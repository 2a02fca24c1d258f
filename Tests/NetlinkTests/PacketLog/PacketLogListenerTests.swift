import Glibc
import IPNetworks
import TestHosts
import Testing

@testable import Netlink

@Suite(.tags(.namespaces), .ifNamespacesArePermitted)
struct PacketLogListenerTests {
    private static let group: UInt16 = 77
    private let sender: TestHost
    private let receiver: TestHost

    init() async throws {
        sender = try TestHost("sender")
        receiver = try TestHost("receiver")
        try await sender.connect(
            to: receiver, addresses: ["10.77.0.1/24", "fd77::1/64"], peerAddresses: ["10.77.0.2/24", "fd77::2/64"])
        try await receiver.command(
            ["nft", "-f", "-"],
            input: """
                table inet t {
                    chain c {
                        type filter hook prerouting priority -150
                        udp dport 9 log prefix "sikker drop" group \(Self.group) snaplen 64 queue-threshold 64 drop
                    }
                }
                """)
    }

    private func listener(_ onPackets: @escaping @Sendable ([LoggedPacket]) -> Void) async throws -> PacketLogListener {
        let listener = PacketLogListener(
            thread: try NetlinkThread(inside: receiver), group: Self.group, onPackets: onPackets)
        try await listener.start()
        return listener
    }

    @Test(arguments: [("10.77.0.1", "10.77.0.2"), ("fd77::1", "fd77::2")])
    func packetsArrive(_ source: String, _ destination: String) async throws {
        let (packets, continuation) = AsyncStream.makeStream(of: LoggedPacket.self)
        let listener = try await listener { for packet in $0 { continuation.yield(packet) } }
        try await sender.run {
            let socket = try TestSocket(.udp, from: source, port: 5555)
            try socket.connect(to: destination, port: 9)
            socket.send([1, 2, 3])
        }
        // One alone does not wait for others: it comes when the kernel's patience is at its end.
        let packet = try #require(await packets.first { _ in true })
        #expect(packet.source == IPAddress(source))
        #expect(packet.destination == IPAddress(destination))
        #expect(packet.transport == 17)
        #expect(packet.sourcePort == 5555)
        #expect(packet.destinationPort == 9)
        #expect(packet.length == (source.contains(":") ? 51 : 31))
        #expect(packet.interface > 0)
        #expect(packet.tag == PacketLogTag("sikker drop"))
        #expect(await listener.statistics.packets == 1)
    }

    @Test func nothingIsLost() async throws {
        let count = 20_000
        let (batches, continuation) = AsyncStream.makeStream(of: Int.self)
        let listener = try await listener { continuation.yield($0.count) }
        try await outlet().send([0], times: count)
        var received = 0
        for await batch in batches {
            received += batch
            if received >= count { break }
        }
        var expected = PacketLogStatistics()
        expected.packets = UInt64(count)
        #expect(await listener.statistics == expected)
    }

    /// Packets that the kernel numbered but could not queue are seen to be missing, every one of them.
    @Test func lossIsSeen() async throws {
        let count = 200_000
        let outlet = try await outlet()
        let statistics = try await receiver.run {
            var socket = try PacketLogSocket(group: Self.group)
            var packets: [LoggedPacket] = []
            try outlet.send([0], times: count)
            while try socket.receive(into: &packets) {}
            // The gap shows with the packet after it, which comes by itself a little later.
            outlet.send([0])
            var polled = pollfd(fd: socket.descriptor, events: Int16(POLLIN), revents: 0)
            poll(&polled, 1, 10_000)
            while try socket.receive(into: &packets) {}
            return socket.statistics
        }
        #expect(statistics.lost > 0)
        #expect(statistics.overruns > 0)
        #expect(statistics.packets + statistics.lost == UInt64(count + 1))
    }

    /// A socket of the sender from which every datagram is logged.
    private func outlet() async throws -> TestSocket {
        try await sender.run {
            let socket = try TestSocket(.udp)
            try socket.connect(to: "10.77.0.2", port: 9)
            return socket
        }
    }

    @Test func groupsHaveOneListener() async throws {
        let first = try await listener { _ in }
        let second = PacketLogListener(
            thread: try NetlinkThread(inside: receiver), group: Self.group, onPackets: { _ in })
        await #expect(throws: NetlinkError.logGroupTaken(Self.group)) { try await second.start() }
        await first.stop()
        try await second.start()
        #expect(await second.failure == nil)
    }
}
