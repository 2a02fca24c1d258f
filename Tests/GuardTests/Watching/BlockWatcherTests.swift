import Blocklists
import Firewall
import IPNetworks
import Netlink
import Observability
import Synchronization
import TestClocks
import TestGuards
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
        deafness: NetlinkError? = nil, lost: UInt64 = 0, sources: [SourceIdentity] = [.first],
        traffic: @escaping @Sendable () -> FirewallTraffic? = { nil },
        onRound: @escaping @Sendable (BlockRound) async -> Void = { _ in }
    ) -> BlockWatcher {
        BlockWatcher(
            counter: counter, feed: feed, clock: clock, logger: log.logger, metrics: GuardMetrics(MetricsRegistry()),
            listen: { () throws(NetlinkError) in if let deafness { throw deafness } },
            sources: { $0.map { _ in sources } },
            losses: {
                var statistics = PacketLogStatistics()
                statistics.lost = lost
                return statistics
            }, traffic: traffic, onRound: onRound)
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

    @Test func roundsHoldWhatTheKernelCounted() async throws {
        let (rounds, round) = AsyncStream.makeStream(of: BlockRound.self)
        let asked = Mutex(0)
        let (ssh, source) = (try flow("45.40.0.1", 22), try address("45.40.0.1"))
        let watcher = watcher(
            traffic: {
                // 0, then 100 more each time.
                let count = asked.withLock { asked in
                    asked += 1
                    return PacketCount(packets: UInt64(asked - 1) * 100, bytes: 0)
                }
                let flow = CountedFlow(source: source, transport: 6, destinationPort: 22, count: count)
                return FirewallTraffic(
                    dropped: count, observed: PacketCount(packets: 0, bytes: 0), flows: count.packets > 0 ? [flow] : [])
            }, onRound: { round.yield($0) })
        await watcher.begin()
        for _ in 0..<4 { counter.take(ssh, isCut: true) }
        for _ in 0..<BlockWatcher.roundTicks { await watcher.tick() }
        // Nothing was logged: the kernel is not asked each time.
        for _ in 0..<5 * BlockWatcher.roundTicks { await watcher.tick() }
        #expect(asked.withLock { $0 } == 2)
        for _ in 0..<BlockWatcher.roundTicks { await watcher.tick() }
        await watcher.finishRound(isLast: true)
        round.finish()
        let all = await rounds.reduce(into: []) { $0.append($1) }
        #expect(all.map { $0.flows.map(\.packets) } == [[100], [100], [100]])
        #expect(all.first?.flows.first?.cut == 4 && all.first?.flows.first?.sources == [.first])
        #expect(all.allSatisfy { $0.time == clock.now })
    }

    @Test func whatWasLoggedIsInOneRoundOnly() async throws {
        let (rounds, round) = AsyncStream.makeStream(of: BlockRound.self)
        let watcher = watcher(onRound: { round.yield($0) })
        let ssh = try flow("45.40.0.1", 22)
        for _ in 0..<30 {
            counter.take(ssh)
            clock.advance(by: .seconds(1))
            await watcher.tick()
        }
        await watcher.finishRound(isLast: true)
        round.finish()
        let all = await rounds.reduce(into: []) { $0.append($1) }
        #expect(all.count == 3)
        #expect(all.flatMap(\.flows).reduce(0) { $0 + $1.packets } == 30)
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

    private final class Follower: BlockFollower {
        let events = Mutex<[BlockEvent]>([])
        let untold = Mutex(0)

        func take(_ events: [BlockEvent]) { self.events.withLock { $0 += events } }
        func take(untold packets: Int) { untold.withLock { $0 += packets } }
    }

    /// Lines are few in a flood; what is shown live is not bound by them.
    @Test func whoFollowsMissesNothing() async throws {
        let watcher = watcher()
        var follower: Follower? = Follower()
        feed.add(try #require(follower))
        let count = BlockWindows.most + 7
        for number in 0..<count { counter.take(try flow("45.40.0.1", UInt16(number))) }
        try await withThrowingDiscardingTaskGroup { group in
            group.addTask { await watcher.run() }
            while follower?.events.withLock({ $0.count }) != BlockWindows.most { await Task.yield() }
            group.cancelAll()
        }
        await watcher.tick()
        #expect(follower?.untold.withLock { $0 } == 7)
        weak let gone = follower
        follower = nil
        #expect(gone == nil)
        feed.yield([])
    }
}
