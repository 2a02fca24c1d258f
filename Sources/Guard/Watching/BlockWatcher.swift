package import Blocklists
package import Firewall
package import IPNetworks
package import Logging
package import Netlink
import Observability

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
    private let logger: Logger
    private let metrics: GuardMetrics

    private var deafness: NetlinkError?
    private var budget = LineBudget()
    private var ticks = 0
    private var reported = PacketLogStatistics()
    /// What the kernel had counted, and what had been logged of it, when last compared.
    private var counted: UInt64?
    private var logged: UInt64 = 0
    private var seen: UInt64 = 0

    /// How often the kernel's own counters are compared with what was logged, in ticks.
    static let comparisonTicks = 10

    /// - Parameters:
    ///   - listen: begins to receive packets, unless that was done.
    ///   - sources: who lists each of some addresses.
    ///   - losses: what the receiver of packets has lost.
    ///   - traffic: what the kernel has counted; `nil` when it cannot be asked.
    package init(
        counter: BlockCounter, feed: BlockFeed, logger: Logger, metrics: GuardMetrics,
        listen: @escaping @Sendable () async throws(NetlinkError) -> Void,
        sources: @escaping @Sendable ([IPAddress]) async -> [[SourceIdentity]],
        losses: @escaping @Sendable () async -> PacketLogStatistics,
        traffic: @escaping @Sendable () async -> FirewallTraffic?
    ) {
        self.counter = counter
        self.feed = feed
        self.listen = listen
        self.sources = sources
        self.losses = losses
        self.traffic = traffic
        self.logger = logger
        self.metrics = metrics
    }

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
        seen &+= UInt64(counts.packets)
        if counts.overflow > 0 {
            logger.info("… and \(counts.overflow) packets from more sources than are told apart")
            metrics.countBlocked(counts.overflow, of: nil, .v4)
        }
        await reportLosses()
        ticks += 1
        if ticks % Self.comparisonTicks == 0 { await compareCounts() }
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
        for (window, sources) in zip(windows, sources) {
            let flow = window.flow
            let phase: BlockEvent.Phase = began ? .began : .ended(packets: window.packets)
            feed.yield(
                BlockEvent(flow: flow, phase: phase, began: window.began, mode: window.mode, sources: sources))
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

    /// The kernel counts every packet and logs no more than so many a second.
    private func compareCounts() async {
        guard counted == nil || seen != logged, let traffic = await traffic() else { return }
        let now = traffic.dropped.packets &+ traffic.observed.packets
        metrics.droppedPackets.set(Double(traffic.dropped.packets))
        if let counted, now > counted {
            let (all, told) = (now - counted, seen &- logged)
            // What is on its way between the two counts is no loss.
            if all > told + told / 10 + 100 {
                logger.info("… and \(all - told) more packets, faster than they are told one by one")
            }
        }
        counted = now
        logged = seen
    }
}
