import Foundation
import TestHosts

/// A list in the kernel changes by one in a hundred, and by one address.
enum DeltaBenchmark: Benchmark {
    static let name = "delta"
    static let summary = "3,500 of 350,000 blocked addresses replaced in one transaction; against nft"

    private static let rounds = 20
    private static let peerRounds = 5

    static func run(_ bench: Bench) async throws -> [Row] {
        let list = BlockedAddresses(addresses: 350_000, seed: 3)
        try list.writeAddresses(bench.file("addresses"))
        let ours = try await TestHost("ours").command(
            Child.command(.delta, [bench.file("addresses"), "\(rounds)"]))
        let figures = try JSONDecoder().decode(DeltaChild.Outcome.self, from: Data(ours.utf8))
        let peer = try await peer(bench, list)
        func measured(_ figure: KeyPath<Usage, Double>) -> Peer {
            guard let peer else { return .missing("nft -f", why: "not installed") }
            return .measured("nft -f", Figures.median(peer.map { $0[keyPath: figure] }) * 1e3)
        }
        return [
            Row(
                "delta.wall", ours: figures.change, unit: "ms", .lessIsBetter, peer: measured(\.wall),
                goal: .init(limit: 10)),
            Row("delta.cpu", ours: figures.changeCPU, unit: "ms", .lessIsBetter, peer: measured(\.cpu)),
            Row("delta.verify", ours: figures.verification, unit: "ms", .lessIsBetter),
            Row("delta.one", ours: figures.oneCPU, unit: "ms", .lessIsBetter, goal: .init(limit: 1)),
        ]
    }

    /// The same change, there and back, by a script.
    private static func peer(_ bench: Bench, _ list: BlockedAddresses) async throws -> [Usage]? {
        guard let nft = bench.find("nft") else { return nil }
        let moving = list.addresses.enumerated().filter { $0.offset % 100 == 7 }.map(\.element)
        func write(_ file: String, _ gone: [UInt32], _ new: [UInt32]) throws {
            func text(_ addresses: [UInt32]) -> String { addresses.map(BlockedAddresses.text).joined(separator: ", ") }
            try "delete element inet peer s { \(text(gone)) }\nadd element inet peer s { \(text(new)) }\n"
                .write(toFile: bench.file(file), atomically: false, encoding: .utf8)
        }
        let moved = moving.map { $0 | 0x8000_0000 }
        try write("forth.nft", moving, moved)
        try write("back.nft", moved, moving)
        try list.writeNft(bench.file("list.nft"))
        return try await TestHost("peer").run {
            func load(_ file: String) throws -> Usage {
                let usage = try Run.measured(nft, ["-f", bench.file(file)])
                guard usage.exitStatus == 0 else {
                    throw BenchmarkFailure("nft -f \(file) ended with \(usage.exitStatus)")
                }
                return usage
            }
            _ = try load("list.nft")
            return try (0..<peerRounds).flatMap { _ in try [load("forth.nft"), load("back.nft")] }
        }
    }
}
