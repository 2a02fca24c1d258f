import IPNetworks
import TestHosts
import Testing

@testable import Netlink

/// What a real kernel makes of it, in the words of the `ipset` program.
@Suite(.tags(.namespaces), .ifNamespacesArePermitted)
struct IpsetConnectionTests {
    private let host: TestHost

    init() throws { host = try TestHost("host") }

    /// A line of `ipset save`, up to what the kernel chooses itself.
    private func saved() async throws -> [Substring] {
        try await host.command(["ipset", "save", "-sorted"]).split(separator: "\n").map {
            line in line.firstRange(of: " bucketsize").map { line[..<$0.lowerBound] } ?? line
        }
    }

    @Test func setsAreMadeAndFilled() async throws {
        try await host.run {
            var sets = try IpsetConnection()
            #expect(try sets.version() >= 6)
            try sets.create(IpsetSet(name: "a", type: .addresses, family: .v4, expecting: 1000, maximum: 2000))
            try sets.create(IpsetSet(name: "n", type: .networks, family: .v6, maximum: 7, options: .counters))
            try sets.create(
                IpsetSet(
                    name: "f", type: .flows, family: .v4, maximum: 9, options: [.counters, .replacing],
                    lifetime: .seconds(60)))
            try sets.create(IpsetSet(name: "c", type: .addresses, family: .v4, maximum: 2, options: .comments))
            try sets.fill("a", with: [0x0102_0304, 0x0102_0305] as ArraySlice<UInt32>)
            try sets.fill("n", with: [IpsetNetwork<UInt128>(first: 0x2001_0db8 << 96, prefixLength: 32)])
            try sets.note("one thing", at: UInt32(1), in: "c")
            try sets.note("another", at: UInt32(1), in: "c")
            #expect(try sets.comments(of: "c") == ["another"])
        }
        #expect(
            try await saved() == [
                "create a hash:ip family inet hashsize 1024 maxelem 2000",
                "add a 1.2.3.4", "add a 1.2.3.5",
                "create n hash:net family inet6 hashsize 64 maxelem 7 counters",
                "add n 2001:db8::/32 packets 0 bytes 0",
                "create f hash:ip,port family inet hashsize 64 maxelem 9 timeout 60 counters",
                "create c hash:ip family inet hashsize 64 maxelem 2 comment",
                "add c 0.0.0.1 comment \"another\"",
            ])
    }

    @Test func statusAndReadingBack() async throws {
        try await host.command(
            ["ipset", "restore"],
            input: """
                create a hash:ip family inet6 maxelem 77
                add a 2001:db8::1
                add a 2001:db8::2
                create n hash:net counters
                add n 10.0.0.0/8 packets 3 bytes 300
                add n 192.0.2.1 packets 4 bytes 400
                create f hash:ip,port counters
                add f 192.0.2.1,tcp:22 packets 5 bytes 500
                add f 192.0.2.1,icmp:8/0 packets 1 bytes 84
                add f 192.0.2.1,icmp:13/0 packets 2 bytes 168

                """)
        try await host.run {
            var sets = try IpsetConnection()
            #expect(try sets.status(of: "nothing") == nil)
            let status = try #require(try sets.status(of: "a"))
            #expect(status.type == "hash:ip" && status.family == 10 && status.maximum == 77)
            #expect(status.count == 2 && status.references == 0)
            #expect(status.isFit(for: IpsetSet(name: "a", type: .addresses, family: .v6, maximum: 1)))
            #expect(!status.isFit(for: IpsetSet(name: "a", type: .networks, family: .v6, maximum: 1)))
            #expect(!status.isFit(for: IpsetSet(name: "a", type: .addresses, family: .v4, maximum: 1)))
            #expect(
                !status.isFit(for: IpsetSet(name: "a", type: .addresses, family: .v6, maximum: 1, options: .counters)))
            let addresses: [UInt128] = try sets.addresses(of: "a")
            let first: UInt128 = 0x2001_0db8 << 96 | 1
            #expect(addresses.sorted() == [first, first + 1])
            let networks: [IpsetNetwork<UInt32>] = try sets.networks(of: "n")
            #expect(
                Set(networks) == [
                    IpsetNetwork(first: 0x0a00_0000, prefixLength: 8),
                    IpsetNetwork(first: 0xc000_0201, prefixLength: 32),
                ])
            #expect(try sets.count(of: "n") == PacketCount(packets: 7, bytes: 700))
            let flows = try sets.flows(of: "f").sorted { $0.transport < $1.transport }
            #expect(flows.map(\.transport) == [1, 6])
            #expect(flows.map(\.destinationPort) == [0, 22])
            #expect(flows.map(\.count.packets) == [3, 5])
            #expect(flows.map(\.source) == [IPAddress("192.0.2.1"), IPAddress("192.0.2.1")])
        }
    }

    /// The kernel takes elements one after the other, in messages of some thousands; which was refused is known exactly.
    @Test(arguments: [0, 1, 2729, 2730, 2731, 6000, 9999])
    func refusalsSayHowFarItGot(_ misfit: Int) async throws {
        try await host.run {
            var sets = try IpsetConnection()
            try sets.create(IpsetSet(name: "a", type: .addresses, family: .v4, maximum: 1 << 20))
            let addresses = (1...10_000).map { UInt32($0) * 7 }
            try sets.fill("a", with: addresses[misfit...misfit])
            let outcome = try sets.change(.add, addresses: addresses[...], of: "a")
            #expect(outcome.done == misfit)
            #expect(outcome.refusal?.code == .elementExists)
            #expect(try sets.status(of: "a")?.count == UInt32(misfit + 1))
            #expect(try sets.change(.delete, addresses: addresses[..<misfit], of: "a").refusal == nil)
            #expect(try sets.change(.delete, addresses: addresses[..<1], of: "a").done == (misfit == 0 ? 1 : 0))
        }
    }

    @Test func swappingAndDeleting() async throws {
        try await host.run {
            var sets = try IpsetConnection()
            for name in ["a", "b"] {
                try sets.create(IpsetSet(name: name, type: .addresses, family: .v4, maximum: 10))
            }
            try sets.fill("b", with: [9] as ArraySlice<UInt32>)
            try sets.swap("a", "b")
            #expect(try sets.addresses(of: "a") == [9] as [UInt32])
            #expect(try sets.countPresent([9, 10] as ArraySlice<UInt32>, in: "a") == 1)
            try sets.create(IpsetSet(name: "n", type: .networks, family: .v4, maximum: 10))
            #expect(throws: NetlinkError.self) { try sets.swap("a", "n") }
            for name in ["a", "b", "n"] { try sets.destroy(name) }
            #expect(try sets.status(of: "a") == nil)
        }
    }
}
