import Foundation

/// What a server needs to know a million addresses.
enum MemoryBenchmark: Benchmark {
    static let name = "memory"
    static let summary = "the process with 1,000,000 addresses at rest, and what one of them adds"

    private static let addresses = 1_000_000

    static func run(_ bench: Bench) async throws -> [Row] {
        let empty = try await FilledServer(bench, addresses: 1, listed: 1)
        let full = try await FilledServer(bench, addresses: addresses, listed: 350_000)
        // As it comes up again: what filling and looking over every score took in passing is not what it needs.
        full.process.kill()
        let server = try MeasuredServer(bench, folder: full.folder)
        let atStart = try server.process.usage().memory
        try server.process.waitUntilIdle()
        let memory = try server.process.usage().memory
        let each = (memory - (try empty.process.usage().memory)) * 1_048_576 / Double(addresses)
        return [
            Row("memory.process", ours: memory, unit: "MiB", .lessIsBetter, goal: .init(limit: 150)),
            Row("memory.at-start", ours: atStart, unit: "MiB", .lessIsBetter),
            Row("memory.address", ours: each, unit: "B", .lessIsBetter, goal: .init(limit: 100)),
        ]
    }
}
