import TestHosts
import Testing

@testable import Netlink

/// Maps and programs in the kernel.
@Suite(.tags(.namespaces), .ifNamespacesArePermitted)
struct BPFKernelTests {
    @Test func mapsHoldWhatTheyAreGiven() throws {
        let map = try BPFMap("test", .hash, key: 4, value: 1, capacity: 200_000)
        // More than goes into one batch.
        let keys = (0..<UInt32(150_000)).flatMap(\.hostBytes)
        try map.insert(keys: keys)
        #expect(try map.value(of: UInt32(149_999).hostBytes) == [0])
        #expect(try map.value(of: UInt32(150_000).hostBytes) == nil)
        try map.remove(keys: Array(keys[..<400_000]))
        #expect(try map.value(of: UInt32(99_999).hostBytes) == nil)
        #expect(try map.value(of: UInt32(100_000).hostBytes) == [0])
        try map.set(UInt32(100_000).hostBytes, to: [9])
        #expect(try map.value(of: UInt32(100_000).hostBytes) == [9])
        try map.remove(UInt32(100_000).hostBytes)
        try map.remove(UInt32(100_000).hostBytes)
        #expect(throws: NetlinkError.self) { try map.remove(keys: UInt32(1).hostBytes) }
        var listed = 0
        var key = try map.key(after: nil)
        while let current = key {
            listed += 1
            key = try map.key(after: current)
        }
        #expect(listed == 49_999)
    }

    @Test func fullMapsSaySo() throws {
        let map = try BPFMap("test", .hash, key: 4, value: 1, capacity: 2)
        #expect(throws: NetlinkError.self) { try map.insert(keys: [UInt32](1...3).flatMap(\.hostBytes)) }
    }

    @Test func programsAreTried() throws {
        var assembler = BPFAssembler<Int>()
        assembler.exit(1)
        let program = try XDPProgram("test", #require(assembler.assembled()))
        #expect(try program.attempt(on: [UInt8](repeating: 0, count: 64)).verdict == .drop)
    }

    /// What the verifier has against a program is what the user is told.
    @Test func rejectedProgramsSayWhy() throws {
        var assembler = BPFAssembler<Int>()
        assembler.load(.word, .second, from: .first, 0)
        assembler.load(.word, .third, from: .second, 100)
        assembler.exit(2)
        let instructions = try #require(assembler.assembled())
        do throws(NetlinkError) {
            _ = try XDPProgram("test", instructions)
            Issue.record("a program that reads anywhere was taken")
        } catch {
            #expect(error.code == .accessDenied)
            #expect("\(error)".contains("invalid access to packet"))
            #expect("\(error)".count < 600)
        }
    }

    @Test func linksAreListedAndTheirComingIsTold() async throws {
        let host = try TestHost("host")
        let other = try TestHost("other")
        let monitor = try await host.run { try RawMonitor() }
        try await host.connect(to: other, interface: "cable", addresses: [], peerAddresses: [])
        try await host.ip("link add knot type bridge")
        try await host.ip("link set cable master knot")
        let links = try await host.run {
            var socket = try RouteSocket()
            return try socket.links()
        }
        let cable = try #require(links.first { $0.name == "cable" })
        let knot = try #require(links.first { $0.name == "knot" })
        #expect(links.first { $0.name == "lo" }?.isLoopback == true)
        #expect(cable.kind == "veth" && cable.isEthernet && !cable.isLoopback && cable.master == knot.index)
        #expect(knot.kind == "bridge" && knot.master == nil)
        #expect(monitor.isReadable)
    }
}
