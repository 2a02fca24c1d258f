import Firewall
import Foundation
import IPNetworks
import Netlink

enum PacketLogChild {
    struct Outcome: Codable {
        var packets: UInt64 = 0
        /// Numbered by the kernel and not received.
        var lost: UInt64 = 0
        /// From the first packet to the last.
        var seconds = 0.0
        /// Processor time of the process meanwhile.
        var cpu = 0.0
    }

    /// What is printed when it listens.
    static let ready = "listening\n"
    private static let group: UInt16 = 9
    /// Between looks at what has come.
    private static let lookInterval = Duration.milliseconds(20)

    static func run(_ arguments: [String]) async throws {
        guard arguments.count == 2, let source = IPAddress(arguments[0])?.v4, let count = UInt64(arguments[1]) else {
            throw BenchmarkFailure("packet-log SOURCE COUNT")
        }
        var state = FirewallState(generation: 1)
        state.lists.blocked4 = ExactAddresses([source])
        state.policy.logging = PacketLogging(group: group, packetsPerSecond: nil)
        let backend = NftablesBackend(thread: try NetlinkThread())
        _ = try await backend.apply(FirewallPlan(replacing: backend.survey(), with: state))

        let listener = PacketLogListener(thread: try NetlinkThread(), group: group) { _ in }
        try await listener.start()
        FileHandle.standardOutput.write(Data(ready.utf8))
        var cpu = 0.0
        var start: ContinuousClock.Instant?
        var seen: UInt64 = 0
        while seen < count {
            try await Task.sleep(for: lookInterval)
            let statistics = await listener.statistics
            seen = statistics.packets + statistics.lost
            if start == nil {
                cpu = ProcessorTime.used
                if seen > 0 { start = .now - lookInterval }
            }
        }
        let statistics = await listener.statistics
        let outcome = Outcome(
            packets: statistics.packets, lost: statistics.lost,
            seconds: start.map { (ContinuousClock.now - $0) / .seconds(1) } ?? 0, cpu: ProcessorTime.used - cpu)
        FileHandle.standardOutput.write(try JSONEncoder().encode(outcome))
    }
}
