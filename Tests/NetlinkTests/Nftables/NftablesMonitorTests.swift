import Glibc
import TestHosts
import Testing

@testable import Netlink

@Suite(.tags(.namespaces), .ifNamespacesArePermitted)
struct NftablesMonitorTests {
    private let host: TestHost

    init() throws { host = try TestHost("monitor") }

    @Test func ownAndForeignChanges() async throws {
        try await host.run {
            var connection = try NftablesConnection()
            var monitor = try NftablesMonitor()
            let generation = try connection.generation()
            var transaction = connection.transaction(table: "ours")
            transaction.addTable(comment: "")
            try connection.commit(transaction)
            try TestCommand.run(["nft", "add", "table", "inet", "theirs"])
            try TestCommand.run(["nft", "add", "table", "ip", "ours"])

            var announcements: [NftablesAnnouncement] = []
            try monitor.drain { announcements.append($0) }
            #expect(announcements.first == .changed(table: "ours", portID: connection.portID))
            #expect(announcements.count == 6)
            guard announcements.count == 6 else { return }
            if case .generation(let number, _) = announcements[1] { #expect(number == generation + 1) }
            if case .changed(let table, let portID) = announcements[2] {
                #expect(table == "theirs")
                #expect(portID != connection.portID)
            }
            #expect(announcements[3] == .generation(generation + 2, process: "nft"))
            // That of another family is not taken for ours, whatever its name.
            #expect(announcements[4] == .changedByFamily(table: "ours"))
            #expect(announcements[5] == .generation(generation + 3, process: "nft"))
        }
    }

    @Test func pausedMonitorHearsNothing() async throws {
        try await host.run {
            var monitor = try NftablesMonitor()
            try monitor.pause()
            try TestCommand.run(["nft", "add", "table", "inet", "one"])
            try monitor.resume()
            try TestCommand.run(["nft", "add", "table", "inet", "two"])
            var tables: [String] = []
            try monitor.drain {
                if case .changed(let table, _) = $0 { tables.append(table) }
            }
            #expect(tables == ["two"])
        }
    }

    @Test func overrunIsTold() async throws {
        try await host.run {
            var connection = try NftablesConnection()
            var monitor = try NftablesMonitor()
            // Announcements of a hundred thousand elements do not fit into the queue.
            var transaction = connection.transaction(table: "t")
            transaction.addTable(comment: "")
            transaction.add(NftablesSet(name: "s", type: .ipv4Address, kind: .exact(capacity: 200_000)))
            transaction.add(addresses: Array(0..<100_000 as Range<UInt32>), to: "s")
            try connection.commit(transaction)
            var isMissed = false
            try monitor.drain { if $0 == .missed { isMissed = true } }
            #expect(isMissed)
        }
    }

    @Test func waitingEndsWithAnAnnouncement() async throws {
        try await host.run {
            let monitor = try NftablesMonitor()
            monitor.wait(.milliseconds(1))
            try TestCommand.run(["nft", "add", "table", "inet", "t"])
            var polled = pollfd(fd: monitor.descriptor, events: Int16(POLLIN), revents: 0)
            #expect(poll(&polled, 1, 0) == 1)
            monitor.wait(.seconds(3600))
        }
    }
}
