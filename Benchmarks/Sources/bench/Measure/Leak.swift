import Foundation
import TestHosts
import TestLoop

/// Counts packets of a listed address that get through while its list is replaced, again and again.
enum Leak {
    private static let packets = 1_000_000
    private static let mostPackets = 20_000_000
    private static let chunk = 1000

    static func rows(_ bench: Bench, _ name: String, _ options: [String]) async throws -> [Row] {
        let host = try await GuardedHost(bench)
        let contents = lists()
        try host.write(contents[0], and: [GuardedHost.marks[0]], to: "list.txt")
        let process = try await host.startGuard(lists: ["list.txt"], options)
        _ = try await host.firstDrop()
        try await host.server.run { try process.waitForLog("Running") }

        let listed = try await host.outlet(from: GuardedHost.listed)
        let ordinary = try await host.outlet(from: GuardedHost.ordinary)
        let marks = [
            try await host.outlet(from: GuardedHost.marks[0]), try await host.outlet(from: GuardedHost.marks[1]),
        ]
        let outcome = try await host.server.run { () throws -> (leaked: Int, lost: Int, updates: Int, sent: Int) in
            var (lost, updates, sent) = (0, 0, 0)
            var number: UInt32 = 0
            func arrives(_ outlet: TestSocket) -> Bool {
                number += 1
                return host.arrives(outlet, withUnsafeBytes(of: number) { [1] + Array($0) })
            }
            let before = host.countStrays()
            try host.write(contents[1], and: [GuardedHost.marks[1]], to: "list.txt")
            // What is shed early goes so fast that more is sent, until each kind of update has come into force.
            while sent < packets || updates < contents.count && sent < mostPackets {
                try listed.send([0], times: chunk)
                sent += chunk
                if !arrives(ordinary) { lost += 1 }
                // The next list is written once the last one is seen to be in force.
                let next = (updates + 1) % 2
                if !arrives(marks[next]) {
                    updates += 1
                    let index = (updates + 1) % contents.count
                    try host.write(contents[index], and: [GuardedHost.marks[(updates + 1) % 2]], to: "list.txt")
                }
            }
            return (host.countStrays() - before, lost, updates, sent)
        }
        withExtendedLifetime(process) {}
        guard outcome.updates >= contents.count else {
            throw BenchmarkFailure("only \(outcome.updates) updates came into force meanwhile")
        }
        return [
            Row("\(name).leaked", ours: Double(outcome.leaked), unit: "packets", .lessIsBetter, goal: .init(limit: 0)),
            Row("\(name).lost", ours: Double(outcome.lost), unit: "packets", .lessIsBetter, goal: .init(limit: 0)),
            Row("\(name).sent", ours: Double(outcome.sent), unit: "packets", .moreIsBetter),
            Row("\(name).updates", ours: Double(outcome.updates), unit: "updates", .moreIsBetter),
        ]
    }

    /// One after the other: one in a hundred other than before, all others, and one alone.
    private static func lists() -> [[UInt32]] {
        let first = BlockedAddresses(addresses: 350_000, seed: 8).addresses
        let second = first.enumerated().map { $0.offset % 100 == 7 ? $0.element | 0x8000_0000 : $0.element }
        let third = BlockedAddresses(addresses: 350_000, seed: 9).addresses
        return [first, second, third, Array(third.dropLast())]
    }
}
