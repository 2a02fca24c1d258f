package import Blocklists
package import Firewall
package import IPNetworks
package import Logging
package import Netlink
import Observability
package import ThreatModel

/// Tells of blocked packets: in the log, to whoever watches, and in the metrics.
///
/// What an administrator looks at the log for is who is at the door *now*, and how hard they knock. So the first packet of
/// a flow is written at once, as `x1`, and what comes within the next ten seconds as one more line when these are over,
/// with the number of further packets. Every packet is in exactly one line: the numbers can be added up.
package actor BlockWatcher {
    private let counter: BlockCounter
    private let feed: BlockFeed
    private let listen: @Sendable () async throws(NetlinkError) -> Void
    private let sources: @Sendable ([IPAddress]) async -> [[SourceIdentity]]
    private let losses: @Sendable () async -> PacketLogStatistics
    private let traffic: @Sendable () async -> FirewallTraffic?
    private let onRound: @Sendable (BlockRound) async -> Void
    private let clock: any WallClock
    private let logger: Logger
    private let metrics: GuardMetrics

    private var deafness: NetlinkError?
    private var budget = LineBudget()
    private var ticks = 0
    private var reported = PacketLogStatistics()
    private var totals = FlowTotals()
    /// Packets that were logged since the last round.
    private var seen = 0
    private var idleRounds = 0

    /// How often there is a round, in ticks.
    static let roundTicks = 10
    /// So many rounds in which nothing was logged go by until the kernel is asked all the same.
    static let mostIdleRounds = 6

    /// - Parameters:
    ///   - listen: begins to receive packets, unless that was done.
    ///   - sources: who lists each of some addresses.
    ///   - losses: what the receiver of packets has lost.
    ///   - traffic: what the kernel has counted; `nil` when it cannot be asked.
    ///   - onRound: takes what was blocked since the last round, every ten seconds in which something was.
    package init(
        counter: BlockCounter, feed: BlockFeed, clock: any WallClock = SystemClock(), logger: Logger,
        metrics: GuardMetrics,
        listen: @escaping @Sendable () async throws(NetlinkError) -> Void,
        sources: @escaping @Sendable ([IPAddress]) async -> [[SourceIdentity]],
        losses: @escaping @Sendable () async -> PacketLogStatistics,
        traffic: @escaping @Sendable () async -> FirewallTraffic?,
        onRound: @escaping @Sendable (BlockRound) async -> Void = { _ in }
    ) {
        self.counter = counter
        self.feed = feed
        self.listen = listen
        self.sources = sources
        self.losses = losses
        self.traffic = traffic
        self.onRound = onRound
        self.clock = clock
        self.logger = logger
        self.metrics = metrics
    }

    /// Notes what the kernel counted for earlier processes. To be called before any rule is made, or the first packets
    /// would be taken for theirs.
    package func begin() async { _ = totals.take(await traffic(), logged: [:]) }

    /// Tells of flows as they begin, until the task is cancelled.
    package func run() async {
        for await _ in counter.begun { await tell(counter.takeFresh(), began: true) }
    }

    /// Tells of flows that are over. To be called every second.
    package func tick() async {
        await beginToListen()
        await tell(counter.takeEnded(), began: false)
        let withheld = budget.renew()
        if withheld > 0 { logger.info("… and \(withheld) more lines like these within a second") }
        let counts = counter.takeCounts()
        seen &+= counts.packets
        if counts.overflow > 0 {
            logger.info("… and \(counts.overflow) packets from more sources than are told apart")
            feed.yield(untold: counts.overflow)
            metrics.countBlocked(counts.overflow, of: nil, .v4)
        }
        await reportLosses()
        ticks += 1
        if ticks % Self.roundTicks == 0 { await finishRound() }
    }

    private func beginToListen() async {
        do throws(NetlinkError) {
            try await listen()
            deafness = nil
        } catch {
            if deafness != error { logger.warning("Blocked packets cannot be watched, only counted: \(error)") }
            deafness = error
        }
    }

    private func tell(_ windows: [BlockWindows.Window], began: Bool) async {
        guard !windows.isEmpty else { return }
        let sources = await sources(windows.map(\.flow.source))
        feed.yield(
            zip(windows, sources).map { window, sources in
                BlockEvent(
                    flow: window.flow, phase: began ? .began : .ended(packets: window.packets), began: window.began,
                    mode: window.mode, isCut: window.cut > 0, sources: sources)
            })
        for (window, sources) in zip(windows, sources) {
            let flow = window.flow
            let packets = began ? 1 : window.packets - 1
            guard packets > 0 else { continue }
            metrics.countBlocked(packets, of: sources.first, flow.source.family)
            guard budget.spend() else { continue }
            let names = sources.map(\.name).joined(separator: ", ")
            logger.info(
                "\(BlockLine.text(flow, window.mode, packets: packets))",
                metadata: ["source": "\(names.isEmpty ? "none any more" : names)"])
        }
    }

    private func reportLosses() async {
        let now = await losses()
        let lost = now.lost &- reported.lost
        if lost > 0 {
            metrics.logLoss.increment(by: Int(clamping: lost))
            logger.warning(
                "\(lost) logged packets did not reach the guard because it was too busy; what became of them did not depend on it"
            )
        }
        reported = now
    }

    /// Counts what was blocked since the last round. Called every so many ticks, and once more at the end.
    ///
    /// The kernel counts every packet and logs no more than so many a second.
    ///
    /// - Parameter isLast: there will be no other.
    package func finishRound(isLast: Bool = false) async {
        // What is logged is counted as well. With nothing logged there is hardly ever anything to count.
        idleRounds = seen > 0 || deafness != nil || isLast ? 0 : idleRounds + 1
        guard idleRounds % Self.mostIdleRounds == 0 else { return }
        let (told, logged) = (seen, counter.takeLogged())
        seen = 0
        let traffic = await traffic()
        let round = totals.take(traffic, logged: logged)
        if let traffic {
            metrics.droppedPackets.set(Double(traffic.dropped.packets))
            metrics.refusedPackets.set(Double(traffic.refused.packets))
        }
        let all = round.flows.reduce(round.rest) { $0 &+ $1.packets }
        // What is on its way between the two counts is no loss.
        if deafness == nil, all > told + told / 10 + 100 {
            logger.info("… and \(all - told) more packets, faster than they are told one by one")
            feed.yield(untold: all - told)
        }
        guard all > 0 else { return }
        let sources = await sources(round.flows.map(\.flow.source))
        let flows = zip(round.flows, sources).map { count, sources in
            BlockedPackets(
                flow: count.flow, mode: round.mode, packets: count.packets, cut: count.cut, sources: sources)
        }
        await onRound(BlockRound(time: clock.now, flows: flows, rest: round.rest, mode: round.mode))
    }
}
