import Foundation
import IPNetworks
import TestHosts

/// Four lists of a million lines, with each address's lists known until the end.
enum MergeBenchmark: Benchmark {
    static let name = "merge"
    static let summary = "4 lists, 1,000,000 lines, merged with their sources kept; against iprange"

    static func run(_ bench: Bench) async throws -> [Row] {
        let lists = try writeLists(bench)
        let ours = bench.file("ours.txt")
        func merge() throws -> Usage {
            try check(Run.measured(bench.program, ["blocklist", "merge"] + lists, output: ours))
        }
        guard let iprange = bench.find("iprange") else {
            let usages = try (0..<5).map { _ in try merge() }
            return rows(usages, peer: nil)
        }
        let peer = bench.file("peer.txt")
        let usages = try Run.paired(merge) { try check(Run.measured(iprange, lists, output: peer)) }
        let isSame = try Data(contentsOf: URL(filePath: ours)) == Data(contentsOf: URL(filePath: peer))
        guard isSame else { throw BenchmarkFailure("the result is not iprange's: diff \(ours) \(peer)") }
        return rows(usages.ours, peer: usages.peer)
    }

    private static func rows(_ ours: [Usage], peer: [Usage]?) -> [Row] {
        func measured(_ figure: KeyPath<Usage, Double>) -> Peer {
            guard let peer else { return .missing("iprange", why: "not installed") }
            return .measured("iprange", Figures.median(peer.map { $0[keyPath: figure] }))
        }
        return [
            Row(
                "merge.cpu", ours: Figures.median(ours.map(\.cpu)), unit: "s", .lessIsBetter, peer: measured(\.cpu),
                goal: .init(limit: 0.25, ratio: 4)),
            Row(
                "merge.memory", ours: Figures.median(ours.map(\.peakMemory)), unit: "MiB", .lessIsBetter,
                peer: measured(\.peakMemory), goal: .init(limit: 48)),
        ]
    }

    private static func check(_ usage: Usage) throws -> Usage {
        guard usage.exitStatus == 0 else { throw BenchmarkFailure("a merge ended with \(usage.exitStatus)") }
        return usage
    }

    /// Two large lists that share a third of their addresses, one of scanners in dense networks, one of networks.
    private static func writeLists(_ bench: Bench) throws -> [String] {
        var random = SeededRandom(seed: 4)
        func address() -> UInt32 { UInt32.random(in: 11 << 24..<100 << 24, using: &random) }
        let shared = (0..<120_000).map { _ in address() }
        let dense = (0..<2000).map { _ in address() & ~0xff }
        let lists: [[String]] = [
            (shared + (0..<240_000).map { _ in address() }).shuffled(using: &random).map(text),
            (shared + (0..<240_000).map { _ in address() }).shuffled(using: &random).map(text),
            (0..<230_000).map { _ in text(dense[Int.random(in: dense.indices, using: &random)] | address() & 0xff) },
            (0..<50_000).map { _ in
                let length = UInt32.random(in: 16...30, using: &random)
                return "\(text(address() & ~(UInt32.max >> length)))/\(length)"
            },
        ]
        return try lists.enumerated().map { index, lines in
            let file = bench.file("list-\(index).txt")
            try (lines.joined(separator: "\n") + "\n").write(toFile: file, atomically: false, encoding: .utf8)
            return file
        }
    }

    private static func text(_ address: UInt32) -> String { IPAddress(v4: address).description }
}
