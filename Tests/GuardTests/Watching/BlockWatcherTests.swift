import Blocklists
import Firewall
import IPNetworks
import Netlink
import Observability
import Synchronization
import TestClocks
import Testing

@testable import Guard

/// Lines and events of blocked packets.
@Suite(.timeLimit(.minutes(1)))
struct BlockWatcherTests {
    private let clock = TestWallClock()
    private let log = LogBook()
    private let feed = BlockFeed()
    private let counter: BlockCounter

    init() { counter = BlockCounter(clock: clock) }

    private func watcher(
        deafness: NetlinkError? = nil, lost: UInt64 = 0, sources: [SourceIdentity] = [.first]
    ) -> BlockWatcher {
        BlockWatcher(
            counter: counter, feed: feed, logger: log.logger, metrics: GuardMetrics(MetricsRegistry()),
            listen: { () throws(NetlinkError) in if let deafness { throw deafness } },
            sources: { $0.map { _ in sources } },
            losses: {
                var statistics = PacketLogStatistics()
                statistics.lost = lost
                return statistics
            }, traffic: { nil })
    }

    private func flow(_ source: String, _ port: UInt16, transport: UInt8 = 6) throws -> BlockedFlow {
        BlockedFlow(source: try address(source), transport: transport, destinationPort: port)
    }

    static let lines: [(String, UInt16, UInt8, FirewallPolicy.Mode, String)] = [
        ("45.40.0.1", 22, 6, .drop, "BLOCKED 45.40.0.1:22 (ssh) proto=TCP x3"),
        ("45.40.0.1", 5060, 17, .drop, "BLOCKED 45.40.0.1:5060 (sip) proto=UDP x3"),
        ("2600:9::1", 12345, 6, .drop, "BLOCKED [2600:9::1]:12345 (other) proto=TCP x3"),
        ("45.40.0.1", 0, 1, .drop, "BLOCKED 45.40.0.1 proto=ICMP x3"),
        ("45.40.0.1", 0, 200, .drop, "BLOCKED 45.40.0.1 proto=200 x3"),
        ("45.40.0.1", 23, 6, .logOnly, "WOULD BLOCK 45.40.0.1:23 (telnet) proto=TCP x3"),
    ]

    @Test(arguments: lines)
    func lineAsPeopleReadIt(
        _ source: String, _ port: UInt16, _ transport: UInt8, _ mode: FirewallPolicy.Mode, _ line: String
    ) throws {
        #expect(BlockLine.text(try flow(source, port, transport: transport), mode, packets: 3) == line)
    }

    @Test func theFirstPacketIsToldAtOnceAndTheOthersTogether() async throws {
        let watcher = watcher()
        let events = feed.events()
        let ssh = try flow("45.40.0.1", 22)
        try await withThrowingDiscardingTaskGroup { group in
            group.addTask { await watcher.run() }
            defer { group.cancelAll() }
            counter.take(ssh)
            let first = await log.line(containing: "BLOCKED 45.40.0.1:22 (ssh) proto=TCP x1")
            #expect(first.contains("First"))
            for _ in 0..<11 { counter.take(ssh) }
            await watcher.tick()
            #expect(log.lines.count == 1)
            clock.advance(by: BlockWindows.length)
            await watcher.tick()
            #expect(log.has("BLOCKED 45.40.0.1:22 (ssh) proto=TCP x11"))
        }
        var iterator = events.makeAsyncIterator()
        let began = await iterator.next()
        let ended = await iterator.next()
        #expect(began?.phase == .began && began?.flow == ssh && began?.sources == [.first])
        #expect(ended?.phase == .ended(packets: 12))
    }

    @Test func theBeginningOfAFlowIsToldOnlyOnce() async throws {
        let watcher = watcher(sources: [])
        counter.take(try flow("45.40.0.1", 22))
        await watcher.tick()
        clock.advance(by: BlockWindows.length)
        await watcher.tick()
        // Nothing came after its first packet, and that one is told by whoever runs.
        #expect(log.lines.isEmpty)
    }

    @Test func lossIsSaidOnce() async throws {
        let watcher = watcher(lost: 7)
        await watcher.tick()
        await watcher.tick()
        #expect(log.lines.count { $0.contains("7 logged packets") } == 1)
    }

    @Test func whoCannotListenSaysSoOnce() async throws {
        let watcher = watcher(deafness: .call("socket", code: KernelErrorCode(rawValue: 1)))
        await watcher.tick()
        await watcher.tick()
        #expect(log.lines.count { $0.contains("cannot be watched") } == 1)
    }

    @Test func aFloodOfFlowsIsNoFloodOfLines() async throws {
        let watcher = watcher()
        try await withThrowingDiscardingTaskGroup { group in
            for port in 1...UInt16(LineBudget.lines + 30) { counter.take(try flow("45.40.0.1", port)) }
            group.addTask { await watcher.run() }
            defer { group.cancelAll() }
            await log.line(containing: "BLOCKED 45.40.0.1:\(LineBudget.lines) ")
            await watcher.tick()
            await log.line(containing: "and 30 more lines")
            #expect(log.lines.count == LineBudget.lines + 1)
        }
    }

    @Test func whoWatchesSlowlyLosesTheOldest() async throws {
        let events = feed.events()
        let ssh = try flow("45.40.0.1", 22)
        for number in 0..<BlockFeed.buffered + 10 {
            feed.yield(
                BlockEvent(flow: ssh, phase: .ended(packets: number), began: clock.now, mode: .drop, sources: []))
        }
        var iterator = events.makeAsyncIterator()
        #expect(await iterator.next()?.phase == .ended(packets: 10))
    }
}
