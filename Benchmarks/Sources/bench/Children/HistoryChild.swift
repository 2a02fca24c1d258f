import Blocklists
import Firewall
import Foundation
import Guard
import IPNetworks
import Logging
import Netlink
import Observability
import Synchronization
import TestHosts
import ThreatModel

enum HistoryChild {
    struct Outcome: Codable {
        /// Milliseconds, medians, of 30 days.
        var topPorts = 0.0
        var topAddresses = 0.0
        var totals = 0.0
        /// Microseconds of the processor to keep one flow.
        var flow = 0.0
        /// MiB.
        var disk = 0.0
    }

    private static let flowsAnHour = 300
    private static let questions = 51

    static func run(_ arguments: [String]) async throws {
        guard arguments.count == 2, let days = Int(arguments[1]) else { throw BenchmarkFailure("history FOLDER DAYS") }
        let clock = Calendar()
        let history = GuardHistory(
            HistoryOptions(), folder: StoredFolder(arguments[0]), queue: HistoryQueue(clock: clock),
            thread: try NetlinkThread(), clock: clock,
            logger: Logger(label: "history") { _ in SwiftLogNoOpLogHandler() },
            metrics: GuardMetrics(MetricsRegistry()))
        var random = SeededRandom(seed: 11)
        var outcome = Outcome()
        let cpu = ProcessorTime.used
        for _ in 0..<days * 24 {
            history.record(BlockRound(time: clock.now, flows: (0..<flowsAnHour).map { _ in flow(&random) }))
            await history.tick()
            clock.advance()
        }
        outcome.flow = (ProcessorTime.used - cpu) * 1e6 / Double(days * 24 * flowsAnHour)
        guard case .open = await history.condition else {
            throw BenchmarkFailure("the history is \(await history.condition)")
        }
        outcome.topPorts = try await milliseconds { try await history.topPorts(.month).count }
        outcome.topAddresses = try await milliseconds { try await history.topAddresses(.month).count }
        outcome.totals = try await milliseconds { try await history.totals(.month).addresses }
        await history.close()
        let files = try FileManager.default.contentsOfDirectory(atPath: arguments[0])
        for file in files {
            let size = try FileManager.default.attributesOfItem(atPath: "\(arguments[0])/\(file)")[.size] as? Int
            outcome.disk += Double(size ?? 0) / 1_048_576
        }
        FileHandle.standardOutput.write(try JSONEncoder().encode(outcome))
    }

    /// Half of it from a few thousand scanners to a few dozen ports, the rest from anywhere to anywhere.
    private static func flow(_ random: inout SeededRandom) -> BlockedPackets {
        let isUsual = Bool.random(using: &random)
        let source =
            isUsual
            ? 0x2d28_0000 + UInt32.random(in: 0..<4000, using: &random)
            : .random(in: 11 << 24..<100 << 24, using: &random)
        let port =
            isUsual ? UInt16.random(in: 0..<40, using: &random) * 7 + 21 : .random(in: 1 ... .max, using: &random)
        return BlockedPackets(
            flow: BlockedFlow(source: IPAddress(v4: source), transport: 6, destinationPort: port),
            packets: .random(in: 1...50, using: &random), sources: [SourceIdentity(id: "list", name: "List")])
    }

    private static func milliseconds(_ question: () async throws -> Int) async throws -> Double {
        var times: [Double] = []
        for _ in 0..<questions {
            let start = ContinuousClock.now
            guard try await question() > 0 else { throw BenchmarkFailure("the history has no answer") }
            times.append((ContinuousClock.now - start) / .milliseconds(1))
        }
        return Figures.median(times)
    }

    /// Time that passes by the hour.
    private final class Calendar: WallClock {
        // Read by the history's thread.
        private let time = Mutex(Timestamp(milliseconds: 1_700_000_000_000))

        var now: Timestamp { time.withLock { $0 } }

        func advance() { time.withLock { $0 = $0.advanced(by: .seconds(3600)) } }
    }
}
