import IPNetworks
import Netlink
import TestHosts
import Testing

@testable import Firewall

/// What the program says about packets, asked in the kernel.
@Suite(.tags(.namespaces), .ifNamespacesArePermitted)
struct XDPFilterTests {
    private static let lists: FirewallLists = {
        var lists = FirewallLists()
        lists.blocked4 = ExactAddresses([0xc000_0205, 0xcb00_7101])  // 192.0.2.5, 203.0.113.1
        lists.networks4 = AddressIntervals([0xc633_6400...0xc633_6480])  // 198.51.100.0 to .128
        lists.blocked6 = ExactAddresses([0x2001_0db8 << 96 | 5])
        lists.networks6 = AddressIntervals([0x2001_0db8_0001 << 80...0x2001_0db8_0001 << 80 | 0xffff])
        lists.allowed4 = AddressIntervals([0xcb00_7100...0xcb00_71ff, 0xc633_6410...0xc633_6410])
        lists.allowed6 = AddressIntervals([0x2001_0db8_0001 << 80 | 0x10...0x2001_0db8_0001 << 80 | 0x1f])
        return lists
    }()

    private static let stamp = FirewallStamp(
        generation: 1, fingerprint: lists.fingerprint, policy: FirewallPolicy(mode: .drop, logging: nil))

    private func shield(
        _ lists: FirewallLists = Self.lists, policy: FirewallPolicy = Self.stamp.policy, shedPorts: [UInt16] = []
    ) throws -> XDPShield {
        let shield = try XDPShield(XDPOptions(shedPorts: shedPorts))
        let steps = try shield.steps(ListChanges(replacingWith: lists))
        try shield.withdraw(steps)
        try shield.extend(steps, to: Self.stamp)
        try shield.follow(policy)
        return shield
    }

    private func verdict(_ shield: XDPShield, _ frame: TestFrame) throws -> XDPProgram.Verdict? {
        try shield.program.attempt(on: frame.bytes).verdict
    }

    private static let syn = TestFrame.Content.tcp(flags: TestFrame.syn, port: 22)

    @Test(arguments: [
        ("192.0.2.5", true), ("192.0.2.4", false), ("198.51.100.0", true), ("198.51.100.128", true),
        ("198.51.100.129", false), ("198.51.99.255", false), ("203.0.113.1", false), ("198.51.100.16", false),
        ("198.51.100.17", true), ("2001:db8::5", true), ("2001:db8::6", false), ("2001:db8:1::", true),
        ("2001:db8:1::ffff", true), ("2001:db8:1::1:0", false), ("2001:db8:1::10", false), ("2001:db8:1::20", true),
    ])
    func sourcesAreLookedUp(_ source: String, _ isShed: Bool) throws {
        #expect(try verdict(shield(), TestFrame(source, Self.syn)) == (isShed ? .drop : .pass))
    }

    @Test(arguments: ["192.0.2.5", "198.51.100.7", "2001:db8::5", "2001:db8:1::5"])
    func onlyWhatBeginsSomethingNewIsShed(_ source: String) throws {
        let shield = try shield(shedPorts: [53, 65_535])
        let echo: UInt8 = source.contains(":") ? 128 : 8
        let contents: [(TestFrame.Content, XDPProgram.Verdict)] = [
            (.tcp(flags: TestFrame.syn, port: 1), .drop),
            // With the marks of explicit congestion notification (RFC 3168 §6.1.1).
            (.tcp(flags: TestFrame.syn | 0xc0, port: 1), .drop),
            (.tcp(flags: TestFrame.syn | TestFrame.ack, port: 1), .pass),
            (.tcp(flags: TestFrame.ack, port: 1), .pass),
            (.tcp(flags: TestFrame.ack | 0x08, port: 1), .pass),
            (.tcp(flags: TestFrame.rst, port: 1), .pass),
            (.tcp(flags: TestFrame.syn | TestFrame.rst, port: 1), .pass),
            (.tcp(flags: TestFrame.syn | TestFrame.fin, port: 1), .pass),
            (.tcp(flags: 0, port: 1), .pass),
            (.icmp(type: echo), .drop), (.icmp(type: 136 - echo), .pass), (.icmp(type: echo + 1), .pass),
            (.icmp(type: 0), .pass), (.icmp(type: 3), .pass), (.icmp(type: 135), .pass),
            (.udp(port: 53), .drop), (.udp(port: 65_535), .drop), (.udp(port: 54), .pass), (.udp(port: 117), .pass),
        ]
        for (content, wanted) in contents {
            #expect(try verdict(shield, TestFrame(source, content)) == wanted, "\(content)")
        }
    }

    @Test func datagramsPassUnlessTheirPortWasChosen() throws {
        let shield = try shield()
        for port: UInt16 in [1, 53, 1023, 40_000] {
            #expect(try verdict(shield, TestFrame("192.0.2.5", .udp(port: port))) == .pass)
        }
    }

    @Test(arguments: [[], [0x8100], [0x88a8], [0x88a8, 0x8100], [0x8100, 0x8100]] as [[UInt16]])
    func tagsAndOptionsAreSkipped(_ tags: [UInt16]) throws {
        let shield = try shield()
        for source in ["192.0.2.5", "2001:db8::5"] {
            var frame = TestFrame(source, Self.syn)
            frame.tags = tags
            #expect(try verdict(shield, frame) == .drop)
        }
        var frame = TestFrame("192.0.2.5", Self.syn)
        frame.tags = tags
        for options in [4, 24, 40] {
            frame.options = options
            #expect(try verdict(shield, frame) == .drop)
        }
        frame.options = 0
        frame.fragment = 0x2000  // the first of several
        #expect(try verdict(shield, frame) == .drop)
        frame.fragment = 0x0001
        #expect(try verdict(shield, frame) == .pass)
        frame.fragment = 0
        frame.tags = tags + [0x8100, 0x8100, 0x8100]
        #expect(try verdict(shield, frame) == .pass)
    }

    @Test(arguments: ["192.0.2.5", "2001:db8::5"])
    func whateverIsCutOffPasses(_ source: String) throws {
        let shield = try shield()
        let bytes = TestFrame(source, Self.syn).bytes
        // The kernel tries programs on no less than a header of Ethernet.
        for length in 14..<bytes.count {
            #expect(try shield.program.attempt(on: Array(bytes[..<length])).verdict == .pass)
        }
        #expect(try shield.program.attempt(on: bytes).verdict == .drop)
    }

    /// A list that is not in place, or on which nothing is known to be allowed, takes nothing away.
    @Test func emptySlotsLetPass() throws {
        let shield = try shield()
        let frame = TestFrame("192.0.2.5", Self.syn)
        #expect(try verdict(shield, frame) == .drop)
        var changes = ListChanges()
        changes.allowed4 = .replace(with: AddressIntervals([1...2]))
        let steps = try shield.steps(changes)
        try shield.withdraw(steps)
        #expect(try verdict(shield, frame) == .pass)
        #expect(try verdict(shield, TestFrame("2001:db8::5", Self.syn)) == .drop)
        try shield.extend(steps, to: Self.stamp)
        #expect(try verdict(shield, frame) == .drop)
        try shield.clear()
        #expect(shield.stamp == nil)
        #expect(try verdict(shield, frame) == .pass)
    }

    @Test func changesInPlaceLeaveBeforeAndComeAfter() throws {
        let shield = try shield()
        var changes = ListChanges()
        changes.blocked4 = .update(removing: [0xc000_0205], adding: [0xc000_0206])
        changes.networks6 = .update(
            removing: Self.lists.networks6.items, adding: [0x2001_0db8_0002 << 80...0x2001_0db8_0002 << 80 | 7])
        changes.allowed4 = .update(removing: [0xcb00_7100...0xcb00_71ff], adding: [0xc633_6420...0xc633_6421])
        func shed() throws -> [Bool] {
            try ["192.0.2.5", "192.0.2.6", "2001:db8:1::5", "2001:db8:2::7", "203.0.113.1", "198.51.100.33"].map {
                try verdict(shield, TestFrame($0, Self.syn)) == .drop
            }
        }
        #expect(try shed() == [true, false, true, false, false, true])
        let steps = try shield.steps(changes)
        #expect(try shed() == [true, false, true, false, false, true])
        try shield.withdraw(steps)
        #expect(try shed() == [false, false, false, false, false, false])
        try shield.extend(steps, to: Self.stamp)
        #expect(try shed() == [false, true, false, true, true, false])
    }

    @Test func whatIsShedIsCounted() throws {
        let shield = try shield()
        let four = TestFrame("192.0.2.5", Self.syn)
        let six = TestFrame("2001:db8:1::5", .icmp(type: 128))
        _ = try shield.program.attempt(on: four.bytes, times: 700)
        _ = try shield.program.attempt(on: six.bytes, times: 300)
        _ = try shield.program.attempt(on: TestFrame("192.0.2.9", Self.syn).bytes, times: 50)
        let (dropped, flows) = try shield.traffic()
        #expect(dropped.packets == 1000)
        #expect(dropped.bytes == UInt64(700 * four.packetSize + 300 * six.packetSize))
        let expected = [
            CountedFlow(
                source: try #require(IPAddress("192.0.2.5")), transport: 6, destinationPort: 22,
                count: PacketCount(packets: 700, bytes: UInt64(700 * four.packetSize))),
            CountedFlow(
                source: try #require(IPAddress("2001:db8:1::5")), transport: 58, destinationPort: 0,
                count: PacketCount(packets: 300, bytes: UInt64(300 * six.packetSize))),
        ]
        #expect(flows.sorted { $0.transport < $1.transport } == expected)
    }

    /// As many as are logged go on to be logged; in log-only mode all do.
    @Test func someAreHandedOn() throws {
        let frame = TestFrame("192.0.2.5", Self.syn)
        let logging = try shield(policy: FirewallPolicy(mode: .drop, logging: PacketLogging(packetsPerSecond: 1)))
        // At the turn of a window there may be one more.
        _ = try logging.program.attempt(on: frame.bytes, times: 1000)
        let shed = try logging.traffic().dropped.packets
        #expect((900...999).contains(shed))
        let observing = try shield(policy: FirewallPolicy(mode: .logOnly, logging: nil))
        _ = try observing.program.attempt(on: frame.bytes, times: 1000)
        #expect(try observing.traffic().dropped.packets == 0)
        try logging.pause()
        _ = try logging.program.attempt(on: frame.bytes, times: 1000)
        #expect(try logging.traffic().dropped.packets == shed)
    }

    /// Random lists and sources, against a look through the lists one by one.
    @Test(arguments: 1...3)
    func agreesWithTheLists(_ seed: UInt64) throws {
        var history = History(seed: seed)
        for _ in 0..<8 { history.step() }
        let lists = history.state.lists
        let shield = try shield(lists)
        var sources = lists.blocked4.items.prefix(40).flatMap { [$0 &- 1, $0, $0 &+ 1] }
        for range in lists.networks4.items.prefix(40) + lists.allowed4.items.prefix(40) {
            sources += [range.lowerBound &- 1, range.lowerBound, range.upperBound, range.upperBound &+ 1]
        }
        #expect(!sources.isEmpty)
        for source in sources {
            let isBlocked = lists.blocked4.items.contains(source) || lists.networks4.items.contains { $0 ~= source }
            let isAllowed = lists.allowed4.items.contains { $0 ~= source }
            let text = (0..<4).map { "\(source >> (24 - 8 * UInt32($0)) & 0xff)" }.joined(separator: ".")
            let wanted: XDPProgram.Verdict = isBlocked && !isAllowed ? .drop : .pass
            #expect(try verdict(shield, TestFrame(text, Self.syn)) == wanted, "\(text)")
        }
    }
}
