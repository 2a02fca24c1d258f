import Foundation
import TestHosts
import TestLoop

/// A day in the life of a guard, as fast as it goes, while somebody who is listed all the time sends.
///
/// `SIKKER_LONG=1` makes a week of it.
enum GuardSoakBenchmark: Benchmark {
    static let name = "guard-soak"
    static let summary = "24 hours of a guard with 350,000 addresses, of which one in a hundred is another each hour"

    private static let entries = 350_000
    private static let chunk = 1000
    /// As the program has its guard's memory managed.
    private static let allocator = [
        "MALLOC_MMAP_THRESHOLD_=131072", "MALLOC_TRIM_THRESHOLD_=131072", "MALLOC_ARENA_MAX=2",
    ]

    static func run(_ bench: Bench) async throws -> [Row] {
        let hours = ProcessInfo.processInfo.environment["SIKKER_LONG"] == "1" ? 168 : 24
        let host = try await GuardedHost(bench)
        let process = try await LoopProcess(
            "soak", [Child.sibling("guard-trial"), "soak", host.folder.file("generations"), "\(entries)", "\(hours)"],
            environment: allocator, in: host.server, folder: host.folder)
        _ = try await host.firstDrop()
        let listed = try await host.outlet(from: GuardedHost.listed)
        let (leaked, sent, looks) = try await host.server.run {
            let before = host.countStrays()
            var (sent, looks): (Int, [Look]) = (0, [])
            while !process.log.contains("soak: ") {
                try listed.send([0], times: chunk)
                sent += chunk
                guard let look = Look(process) else { break }
                if look.hours > looks.last?.hours ?? 0 { looks.append(look) }
                LoopWait.pause(milliseconds: 10)
            }
            return (host.countStrays() - before, sent, looks)
        }
        guard process.log.contains("soak: \(hours) hours, kernel equal at every check") else {
            throw BenchmarkFailure("the kernel did not hold what it was given: \(process.log.suffix(2000))")
        }
        guard let second = looks.first(where: { $0.hours >= 2 }), let last = looks.last, last.hours > hours / 2 else {
            throw BenchmarkFailure("it was over before it could be looked at")
        }
        return [
            Row("guard-soak.hours", ours: Double(hours), unit: "hours", .moreIsBetter),
            Row("guard-soak.sent", ours: Double(sent), unit: "packets", .moreIsBetter),
            Row("guard-soak.leaked", ours: Double(leaked), unit: "packets", .lessIsBetter, goal: .init(limit: 0)),
            Row("guard-soak.resident", ours: last.memory, unit: "MiB", .lessIsBetter, goal: .init(limit: 40)),
            Row(
                "guard-soak.growth", ours: last.memory / second.memory, unit: "times hour 2", .lessIsBetter,
                goal: .init(limit: 1.05)),
            Row(
                "guard-soak.descriptors", ours: Double(last.descriptors - second.descriptors),
                unit: "more than at hour 2",
                .lessIsBetter, goal: .init(limit: 0)),
        ]
    }

    /// How the guard fares at a moment.
    private struct Look {
        /// That are over.
        let hours: Int
        /// In MiB.
        let memory: Double
        let descriptors: Int

        /// `nil` when it has ended.
        init?(_ process: LoopProcess) {
            guard let usage = RunningUsage(pid: process.id), usage.memory > 0,
                let files = try? FileManager.default.contentsOfDirectory(atPath: "/proc/\(process.id)/fd")
            else { return nil }
            hours = process.log.split(separator: "hour ", omittingEmptySubsequences: false).count - 1
            memory = usage.memory
            descriptors = files.count
        }
    }
}
