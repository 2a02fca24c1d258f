import Foundation
import Store
import ThreatAPI

/// Half an hour in the life of a server that is killed every minute: what it acknowledged must be there afterwards, what
/// it granted must be within the limits, and it must not grow.
///
/// `SIKKER_SOAK_MINUTES` makes it shorter or longer.
enum SoakBenchmark: Benchmark {
    static let name = "soak"
    static let summary = "30 minutes of reports, events, look-ups, lists and streams, with kill -9 every minute"
    static let isOnRequest = true

    private static let defaultMinutes = 30
    /// When a key with a limit begins to be used up: its end falls behind the next kill.
    private static let keySeconds: UInt32 = 35

    static func run(_ bench: Bench) async throws -> [Row] {
        let minutes =
            ProcessInfo.processInfo.environment["SIKKER_SOAK_MINUTES"].flatMap { Int($0) } ?? defaultMinutes
        let contributor = try await Contributor(bench, sensors: 2)
        var server: MeasuredServer? = try MeasuredServer(bench, folder: contributor.folder)
        guard let port = server?.port else { return [] }
        let load = SoakLoad(contributor, port: port)
        load.start()
        var memory: [Double] = []
        var keys: [LimitedKey] = []
        for minute in 1...max(1, minutes) {
            sleep(keySeconds)
            let key = try await LimitedKey(folder: contributor.folder)
            keys.append(key)
            load.use(key)
            sleep(60 - keySeconds)
            memory.append(try server?.process.usage().memory ?? 0)
            bench.progress(
                "minute \(minute): \(load.acknowledged) acknowledged, \(Figures.text(memory.last ?? 0)) MiB; kill -9")
            server?.process.kill()
            server = nil
            server = try MeasuredServer(bench, folder: contributor.folder, port: port)
        }
        // The last key comes to its end.
        sleep(keySeconds)
        let followed = try load.stop()
        let listed = try load.list()
        server?.process.kill()

        bench.progress("counting what is in the store")
        let losses = try await load.losses(in: contributor.folder)
        let third = max(1, memory.count / 3)
        let growth =
            Figures.median(Array(memory.suffix(third))) / Figures.median(Array(memory.dropFirst(1).prefix(third)))
        return [
            Row("soak.acknowledged", ours: Double(load.acknowledged), unit: "submissions", .moreIsBetter),
            Row("soak.lost-reports", ours: Double(losses.reports), unit: "", .lessIsBetter, goal: .init(limit: 0)),
            Row("soak.lost-events", ours: Double(losses.events), unit: "", .lessIsBetter, goal: .init(limit: 0)),
            Row("soak.doubled-events", ours: Double(losses.doubled), unit: "", .lessIsBetter, goal: .init(limit: 0)),
            Row(
                "soak.overshoot", ours: Double(keys.map(\.overshoot).reduce(0, +)), unit: "units", .lessIsBetter,
                goal: .init(limit: 0)),
            Row(
                "soak.undershoot", ours: Double(keys.map(\.undershoot).max() ?? 0), unit: "units of a key",
                .lessIsBetter, goal: .init(limit: Double(LimitedKey.limit / 8))),
            Row(
                "soak.stream-differs", ours: Double(followed.symmetricDifference(listed).count), unit: "addresses",
                .lessIsBetter, goal: .init(limit: 0)),
            Row("soak.memory", ours: growth, unit: "times the first", .lessIsBetter, goal: .init(limit: 1.15)),
        ]
    }
}
