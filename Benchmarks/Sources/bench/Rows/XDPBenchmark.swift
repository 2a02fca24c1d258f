import Foundation
import TestHosts
import TestLoop

/// What the program in the network driver takes of each packet, as the kernel measures it on a virtual cable.
enum XDPBenchmark: Benchmark {
    static let name = "xdp"
    static let summary = "nanoseconds of the XDP program a packet, out of 350,000 addresses and 20,000 networks"

    private static let packets = 200_000
    private static let switchFile = "/proc/sys/kernel/bpf_stats_enabled"

    static func run(_ bench: Bench) async throws -> [Row] {
        let host = try await GuardedHost(bench)
        let list = BlockedAddresses(addresses: 350_000, networks: 20_000, seed: 12)
        try host.write(list.addresses, and: list.networks.map(BlockedAddresses.text(of:)), to: "list.txt")
        let process = try await host.startGuard(lists: ["list.txt"], GuardedHost.shedding)
        _ = try await host.firstDrop()
        try await host.server.run { try process.waitForLog("Running") }
        // With it on, the kernel takes the time twice a packet, which is in the figures.
        let before = try String(contentsOfFile: switchFile, encoding: .utf8)
        try write("1", switchFile)
        defer { try? write(before, switchFile) }

        func cost(of source: String) async throws -> Double {
            let outlet = try await host.outlet(from: source)
            return try await host.server.run {
                let before = try times(of: process.id)
                try outlet.send([0], times: packets)
                let after = try times(of: process.id)
                guard after.packets - before.packets >= UInt64(packets) else {
                    throw BenchmarkFailure("the program saw \(after.packets - before.packets) of \(packets) packets")
                }
                return Double(after.nanoseconds - before.nanoseconds) / Double(after.packets - before.packets)
            }
        }
        let leaked = host.countStrays()
        let drop = try await cost(of: GuardedHost.listed)
        let leaks = host.countStrays() - leaked
        let pass = try await cost(of: GuardedHost.ordinary)
        return [
            Row("xdp.drop", ours: drop, unit: "ns", .lessIsBetter, goal: .init(limit: 500)),
            Row("xdp.pass", ours: pass, unit: "ns", .lessIsBetter, goal: .init(limit: 500)),
            Row("xdp.leaked", ours: Double(leaks), unit: "packets", .lessIsBetter, goal: .init(limit: 0)),
        ]
    }

    /// What the kernel says of the programs that a process holds (proc(5), `fdinfo`).
    private static func times(of process: Int32) throws -> (nanoseconds: UInt64, packets: UInt64) {
        let folder = "/proc/\(process)/fdinfo"
        for file in try FileManager.default.contentsOfDirectory(atPath: folder) {
            guard let text = try? String(contentsOfFile: "\(folder)/\(file)", encoding: .utf8) else { continue }
            func number(_ key: String) -> UInt64? {
                text.split(separator: "\n").first { $0.hasPrefix("\(key):") }
                    .flatMap { UInt64($0.drop { !$0.isNumber }) }
            }
            if let time = number("run_time_ns"), let count = number("run_cnt") { return (time, count) }
        }
        throw BenchmarkFailure("the guard holds no program of XDP: \(folder) names none")
    }

    private static func write(_ text: String, _ file: String) throws {
        try text.write(toFile: file, atomically: false, encoding: .utf8)
    }
}
