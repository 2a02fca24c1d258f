/// From nothing to a kernel that blocks a whole list, each time in a network namespace of its own.
enum ApplyBenchmark: Benchmark {
    static let name = "apply"
    static let summary = "1,000,000 addresses, and 330,000 with 20,000 networks, into the kernel; against nft and ipset"

    static func run(_ bench: Bench) async throws -> [Row] {
        guard let unshare = bench.find("unshare") else { throw BenchmarkFailure("unshare is not installed") }
        let million = BlockedAddresses(addresses: 1_000_000, seed: 1)
        try million.writeAddresses(bench.file("million"))
        try million.writeNft(bench.file("million.nft"))
        try million.writeIPSet(bench.file("million.ipset"))
        let mixed = BlockedAddresses(addresses: 330_000, networks: 20_000, seed: 2)
        try mixed.writeAddresses(bench.file("mixed"))
        try mixed.writeNetworks(bench.file("mixed-networks"))
        try mixed.writeNft(bench.file("mixed.nft"))

        func isolated(_ command: [String]) throws -> Usage {
            let usage = try Run.measured(unshare, ["--net"] + command)
            guard usage.exitStatus == 0 else {
                throw BenchmarkFailure("'\(command.joined(separator: " "))' ended with \(usage.exitStatus)")
            }
            return usage
        }
        func pairs(_ backend: String, _ files: [String], _ peer: [String]) throws -> Pairs {
            let ours = try Child.command(.apply, [backend] + files.map(bench.file))
            guard let program = bench.find(peer[0]) else {
                return Pairs(ours: try (0..<3).map { _ in try isolated(ours) }, peer: nil, peerName: peer[0])
            }
            let usages = try Run.paired(times: 3) {
                try isolated(ours)
            } _: {
                try isolated([program] + peer.dropFirst())
            }
            return Pairs(ours: usages.ours, peer: usages.peer, peerName: peer[0...1].joined(separator: " "))
        }
        let nft = try pairs("nftables", ["million"], ["nft", "-f", bench.file("million.nft")])
        let ipset = try pairs("ipset", ["million"], ["ipset", "restore", "-f", bench.file("million.ipset")])
        let intervals = try pairs("nftables", ["mixed", "mixed-networks"], ["nft", "-f", bench.file("mixed.nft")])
        return [
            // Some 95 % of our time is the kernel's own work on its sets, which nft pays for as well: without any of ours, nft
            // 1.0.6 on Linux 6.18 would take 4.8 times as much here, and 8 times as much with networks.
            nft.row("apply.cpu", \.cpu, "s", .init(limit: 1, ratio: 4)),
            // What is ours.
            nft.row("apply.user", \.user, "s", .init(limit: 0.05)),
            nft.row("apply.wall", \.wall, "s", .init()),
            nft.row("apply.memory", \.peakMemory, "MiB", .init(ratio: 6)),
            ipset.row("apply.cpu.ipset", \.cpu, "s", .init(limit: 0.75, ratio: 4)),
            intervals.row("apply.networks.cpu", \.cpu, "s", .init(limit: 0.5, ratio: 6)),
            intervals.row("apply.networks.memory", \.peakMemory, "MiB", .init()),
        ]
    }

    private struct Pairs {
        let ours: [Usage]
        let peer: [Usage]?
        let peerName: String

        func row(_ name: String, _ figure: KeyPath<Usage, Double>, _ unit: String, _ goal: Row.Goal) -> Row {
            func median(_ usages: [Usage]) -> Double { Figures.median(usages.map { $0[keyPath: figure] }) }
            let peer: Peer =
                peer.map { .measured(peerName, median($0)) } ?? .missing(peerName, why: "not installed")
            return Row(name, ours: median(ours), unit: unit, .lessIsBetter, peer: peer, goal: goal)
        }
    }
}
