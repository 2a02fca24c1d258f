import Blocklists
import Firewall
import IPNetworks
import Netlink
import Observability
import TestClocks
import TestGuards
import ThreatModel

@testable import Guard

/// A history in a folder of its own, with a clock that a test sets.
struct HistoryFixture {
    let folder: Folder
    let clock: TestWallClock
    let log = LogBook()
    let history: GuardHistory

    /// - Parameter path: of the guard's data folder, when that is not `folder` itself.
    init(
        _ options: HistoryOptions = HistoryOptions(), path: String? = nil, folder: Folder? = nil,
        clock: TestWallClock = TestWallClock()
    ) throws {
        let folder = try folder ?? Folder()
        self.folder = folder
        self.clock = clock
        history = GuardHistory(
            options, folder: StoredFolder(path ?? folder.path), queue: HistoryQueue(clock: clock),
            thread: try NetlinkThread(),
            clock: clock, logger: log.logger, metrics: GuardMetrics(MetricsRegistry()))
    }

    /// Has the history take a round, now, and write it.
    func write(
        _ flows: [(source: String, port: UInt16, packets: Int)], of sources: [SourceIdentity] = [.first], rest: Int = 0,
        mode: FirewallPolicy.Mode = .drop
    ) async throws {
        history.record(
            BlockRound(
                time: clock.now,
                flows: try flows.map {
                    BlockedPackets(
                        flow: BlockedFlow(source: try address($0.source), transport: 6, destinationPort: $0.port),
                        mode: mode, packets: $0.packets, cut: $0.packets / 2, sources: sources)
                }, rest: rest, mode: mode))
        await history.tick()
    }
}
