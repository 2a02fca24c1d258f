import TestLoop

/// Lists that would break a server which believed them, one after the other.
enum PoisonBenchmark: Benchmark {
    static let name = "poison"
    static let summary = "\(Poison.all.count) poisoned lists: who is locked out, and what is not explained"

    static func run(_ bench: Bench) async throws -> [Row] {
        let host = try await PoisonedHost(bench)
        try await host.takeGoodList()
        var lockouts: Set<String> = []
        var (unexplained, unblocked) = (0, 0)
        for poison in Poison.all {
            let outcome = try await host.meet(poison)
            lockouts.formUnion(outcome.lockedOut.map { "\($0) by \(poison.name)" })
            if !outcome.isExplained {
                bench.progress("'\(poison.name)' is not explained")
                unexplained += 1
            }
            if outcome.isUnblocked { unblocked += 1 }
            try await host.takeGoodList()
        }
        for lockout in lockouts.sorted() { bench.progress("locked out: \(lockout)") }
        return [
            Row(
                "poison.lists", ours: Double(Poison.all.count), unit: "lists", .moreIsBetter, goal: .init(limit: 20)),
            Row("poison.lockouts", ours: Double(lockouts.count), unit: "", .lessIsBetter, goal: .init(limit: 0)),
            Row("poison.unexplained", ours: Double(unexplained), unit: "lists", .lessIsBetter, goal: .init(limit: 0)),
            Row("poison.unblocked", ours: Double(unblocked), unit: "lists", .lessIsBetter, goal: .init(limit: 0)),
        ]
    }
}
