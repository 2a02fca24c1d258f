import Foundation
import Synchronization
import ThreatModel

/// What sensors send, batch after batch.
enum EventsBenchmark: Benchmark {
    static let name = "events"
    static let summary = "sensors' events in batches of 2,000 from 4 sensors, durable, matched and scored when answered"

    private static let sensors = 4
    private static let batches = 30
    private static let visits = 200
    private static let rounds = 3

    static func run(_ bench: Bench) async throws -> [Row] {
        let contributor = try await Contributor(bench, sensors: sensors)
        let server = try MeasuredServer(bench, folder: contributor.folder)
        var rates: [Double] = []
        var costs: [Double] = []
        for round in 0...rounds {
            let requests = requests(round, contributor.tokens)
            let cpu = try server.process.usage().cpu
            let time = try send(requests, to: server.port)
            let count = Double(sensors * batches * visits * RecordedVisit.eventCount)
            // The first round does not count: it finds the store empty.
            guard round > 0 else { continue }
            rates.append(count / time)
            costs.append((try server.process.usage().cpu - cpu) / count * 1e6)
        }
        return [
            Row(
                "events.rate", ours: Figures.median(rates), unit: "events/s", .moreIsBetter, goal: .init(limit: 50_000)),
            Row("events.cpu", ours: Figures.median(costs), unit: "µs", .lessIsBetter),
        ]
    }

    /// By sensor: everything it is going to send, made before the time counts. Each visitor comes three times.
    private static func requests(_ round: Int, _ tokens: [String]) -> [[[UInt8]]] {
        let now = SystemClock().now
        return tokens.enumerated().map { sensor, token in
            (0..<batches).map { batch in
                let first = ((round * sensors + sensor) * batches + batch) * visits
                let lines = (0..<visits).flatMap { visit in
                    RecordedVisit.lines(from: Contributor.address((first + visit) / 3), at: now)
                }
                return Connection.request(
                    "POST", "/v1/sensor/events",
                    fields: ["Authorization": "Bearer \(token)", "Content-Type": "application/x-ndjson"], body: lines)
            }
        }
    }

    /// Each sensor on a thread and a connection of its own. Returns seconds.
    private static func send(_ requests: [[[UInt8]]], to port: UInt16) throws -> Double {
        let failures = Mutex<[String]>([])
        let threads = DispatchGroup()
        let began = ContinuousClock.now
        for batches in requests {
            threads.enter()
            Thread.detachNewThread {
                defer { threads.leave() }
                do {
                    let connection = try Connection(port: port)
                    for batch in batches {
                        let answer = try connection.send(batch)
                        guard answer.status == 200 else {
                            throw BenchmarkFailure("sensor events answer \(answer.status)")
                        }
                    }
                } catch { failures.withLock { $0.append("\(error)") } }
            }
        }
        threads.wait()
        let time = (ContinuousClock.now - began) / .seconds(1)
        if let failure = failures.withLock({ $0.first }) { throw BenchmarkFailure(failure) }
        return time
    }
}
