import Firewall
import Foundation
import Netlink

enum DeltaChild {
    /// Milliseconds, medians.
    struct Outcome: Codable {
        /// From the lists, old and new, to the committed transaction.
        var change = 0.0
        /// Processor time of the same.
        var changeCPU = 0.0
        var verification = 0.0
        /// Processor time of one address more, applied and verified.
        var oneCPU = 0.0
    }

    private static let singles = 500

    static func run(_ arguments: [String]) async throws {
        guard arguments.count == 2, let rounds = Int(arguments[1]) else {
            throw BenchmarkFailure("delta ADDRESSES ROUNDS")
        }
        let addresses = try BlockedAddresses.read(arguments[0])
        var states = [FirewallState(generation: 1), FirewallState(generation: 2)]
        // Every hundredth moves to where nobody is, and back.
        states[0].lists.blocked4 = ExactAddresses(addresses)
        states[1].lists.blocked4 = ExactAddresses(
            addresses.enumerated().map { $0.offset % 100 == 7 ? $0.element | 0x8000_0000 : $0.element })
        let backend = NftablesBackend(thread: try NetlinkThread())
        var standing = try await backend.apply(FirewallPlan(replacing: backend.survey(), with: states[0]))

        var changes: [Double] = []
        var changesCPU: [Double] = []
        var verifications: [Double] = []
        for round in 1...rounds {
            let reading = FirewallReading(standing: standing, lists: states[(round + 1) % 2].lists)
            let cpu = ProcessorTime.used
            let start = ContinuousClock.now
            let plan = FirewallPlan(from: reading, to: states[round % 2])
            standing = try await backend.apply(plan)
            let applied = ContinuousClock.now
            changesCPU.append((ProcessorTime.used - cpu) * 1e3)
            try await backend.verify(plan)
            changes.append((applied - start) / .milliseconds(1))
            verifications.append((ContinuousClock.now - applied) / .milliseconds(1))
        }
        let cpu = ProcessorTime.used
        for number in 0..<UInt32(singles) {
            var adding = FirewallLists()
            adding.blocked4 = ExactAddresses([0xc000_0000 + number])
            guard
                let plan = FirewallPlan(
                    changing: standing, removing: FirewallLists(), adding: adding, generation: UInt64(number) + 10)
            else { throw BenchmarkFailure("one address more does not fit") }
            standing = try await backend.apply(plan)
            try await backend.verify(plan)
        }
        let outcome = Outcome(
            change: Figures.median(changes), changeCPU: Figures.median(changesCPU),
            verification: Figures.median(verifications),
            oneCPU: (ProcessorTime.used - cpu) * 1e3 / Double(singles))
        FileHandle.standardOutput.write(try JSONEncoder().encode(outcome))
    }
}
