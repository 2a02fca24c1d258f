import Foundation
import Glibc
import Synchronization
import TestHosts
import TestLoop

/// Fifty people watch the live page, in ordinary times and in a flood.
enum LiveLoadBenchmark: Benchmark {
    static let name = "live-load"
    static let summary = "50 pages that follow 100 new flows a second, then a flood of 10,000 a second"

    private static let readers = 50
    private static let seconds = 10.0
    /// Bytes a page must have been told, or it saw none of it: half of what the rows of ordinary times take.
    private static let leastTold = 50_000

    static func run(_ bench: Bench) async throws -> [Row] {
        let host = try await GuardedHost(bench)
        try host.write([], to: "list.txt")
        let process = try await host.startGuard(lists: ["list.txt"], environment: LiveFollower.environment)
        _ = try await host.firstDrop()
        let alone = try await share(of: process.id, host, perSecond: 100)
        var followers: [LiveFollower] = []
        for _ in 0..<readers { followers.append(try await LiveFollower(of: host)) }
        let (pages, stop) = (followers, Stop())
        async let told = TestThread.run { drain(pages, until: stop) }
        let watched = try await share(of: process.id, host, perSecond: 100)
        let before = try usage(process.id).ownMemory
        let flooded = try await share(of: process.id, host, perSecond: 10_000)
        let after = try usage(process.id)
        stop.isSet.store(true, ordering: .relaxed)
        let (lost, bytes) = try await told
        guard lost == 0 else { throw BenchmarkFailure("\(lost) of \(readers) pages were dropped") }
        let each = bytes / readers
        bench.progress("each page was told \(each >> 10) KiB")
        guard each >= leastTold else { throw BenchmarkFailure("a page was told only \(each) bytes") }
        return [
            Row("live-load.cpu", ours: watched, unit: "% of a core", .lessIsBetter, goal: .init(limit: 10)),
            Row("live-load.unwatched", ours: alone, unit: "% of a core", .lessIsBetter),
            Row("live-load.flood-cpu", ours: flooded, unit: "% of a core", .lessIsBetter),
            Row(
                "live-load.flood-memory", ours: after.ownMemory - before, unit: "MiB more", .lessIsBetter,
                goal: .init(limit: 32)),
        ]
    }

    private static func usage(_ id: Int32) throws -> RunningUsage {
        guard let usage = RunningUsage(pid: id) else { throw BenchmarkFailure("the guard has ended") }
        return usage
    }

    /// Of a core's time, in percent.
    private static func share(of id: Int32, _ host: GuardedHost, perSecond rate: Int) async throws -> Double {
        let (before, start) = (try usage(id).cpu, ContinuousClock.now)
        try await host.knock(perSecond: rate, seconds: seconds)
        return (try usage(id).cpu - before) / ((ContinuousClock.now - start) / .seconds(1)) * 100
    }

    /// Reads what pages are told and throws it away, until it is told to stop. Blocks.
    ///
    /// - Returns: how many pages were dropped meanwhile, and what all of them were told.
    private static func drain(_ followers: [LiveFollower], until stop: Stop) -> (dropped: Int, bytes: Int) {
        var waits = followers.map { pollfd(fd: $0.socket.descriptor, events: Int16(POLLIN), revents: 0) }
        var (dropped, bytes) = (0, 0)
        while !stop.isSet.load(ordering: .relaxed) {
            poll(&waits, nfds_t(waits.count), 100)
            for index in waits.indices where waits[index].revents != 0 {
                if let received = followers[index].socket.receive() {
                    bytes += received.count
                    continue
                }
                // poll(2) passes over what is negative.
                waits[index].fd = -1
                dropped += 1
            }
        }
        return (dropped, bytes)
    }

    private final class Stop: Sendable {
        let isSet = Atomic(false)
    }
}
