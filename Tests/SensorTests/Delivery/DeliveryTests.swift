import APIClient
import Foundation
import Logging
import NIOPosix
import Observability
import Synchronization
import Testing
import ThreatModel

@testable import Sensor

/// Spool and server, with a server that answers as told and a clock that never waits.
@Suite struct DeliveryTests {
    let folder: TemporaryFolder
    let registry = MetricsRegistry()
    let health = HealthRegistry()
    let log = CollectedLog()
    let sleeper = InstantClock()

    init() throws { folder = try TemporaryFolder() }

    /// Answers by a function, and keeps what it accepted.
    final class Server: EventServer {
        let batches = Mutex<[[Int]]>([])
        private let answer: @Sendable ([Int], Int) -> Result<SensorAnswer, APIError>
        private let calls = Atomic<Int>(0)

        /// - Parameter answer: from the numbers of a batch and how many came before it.
        init(_ answer: @escaping @Sendable ([Int], Int) -> Result<SensorAnswer, APIError>) { self.answer = answer }

        func send(_ lines: [UInt8]) async -> Result<SensorAnswer, APIError> {
            let numbers = (try? Samples.numbers(lines)) ?? []
            let outcome = answer(numbers, calls.wrappingAdd(1, ordering: .relaxed).oldValue)
            if case .success = outcome { batches.withLock { $0.append(numbers) } }
            return outcome
        }

        var accepted: [Int] { batches.withLock { $0.flatMap { $0 } } }
        var count: Int { calls.load(ordering: .relaxed) }
    }

    /// Fills a spool, delivers all of it to the server, and returns the spool.
    func deliver(_ numbers: Range<Int>, to server: Server) async throws -> Spool {
        let metrics = SensorMetrics(registry)
        let spool = try Spool(
            folder: folder.path + "/spool", limits: SpoolLimits(), files: DiskFiles(), metrics: metrics)
        try SpoolTests.fill(spool, numbers)
        let delivery = Delivery(
            spool: spool, server: server,
            rejected: try RejectedEvents(folder: folder.path + "/rejected", files: DiskFiles()), pool: .singleton,
            wake: WakeSignal(), metrics: metrics, health: health.check("delivery"), clock: SettableClock(),
            sleeper: sleeper, logger: log.logger)
        await delivery.run(isFinishing: { true })
        return spool
    }

    func metric(_ line: String) -> Bool { registry.exposition().contains(line + "\n") }

    @Test func everythingArrivesInOrder() async throws {
        let server = Server { numbers, _ in .success(SensorAnswer(acked: numbers.count)) }
        let spool = try await deliver(0..<1234, to: server)
        #expect(server.accepted == Array(0..<1234))
        #expect(server.batches.withLock { $0.map(\.count) } == [500, 500, 234])
        #expect(spool.backlog == 0)
        #expect(metric("sensor_delivery_batches_total{result=\"acknowledged\"} 3"))
        #expect(metric("sensor_delivery_events_total 1234"))
        #expect(metric("sensor_delivery_last_success_timestamp_seconds 1790000000"))
        #expect(health.report.status == .ok)
        #expect(log.lines.isEmpty)
    }

    @Test func outagesAreWaitedOut() async throws {
        let server = Server { numbers, call in
            call < 9
                ? .failure(.unreachable(server: "s:1", reason: "connection refused"))
                : .success(SensorAnswer(acked: numbers.count))
        }
        _ = try await deliver(0..<20, to: server)
        #expect(server.accepted == Array(0..<20))
        #expect(sleeper.slept.count == 9)
        #expect(sleeper.slept.allSatisfy { $0 <= .seconds(30) })
        #expect(sleeper.slept[8] >= .seconds(15))
        // One line for the trouble, however often it was tried, and one for its end.
        #expect(log.lines.count == 2)
        #expect(log.lines[0].contains("warning") && log.lines[0].contains("s:1 cannot be reached"))
        #expect(log.lines[1].contains("delivering again"))
        #expect(metric("sensor_delivery_batches_total{result=\"failed\"} 9"))
    }

    @Test(arguments: [APIError.unauthorised("Unknown token."), .forbidden("Disabled.")])
    func aBadTokenKeepsEverything(error: APIError) async throws {
        let server = Server { numbers, call in call < 3 ? .failure(error) : .success(SensorAnswer(acked: numbers.count))
        }
        _ = try await deliver(0..<20, to: server)
        #expect(server.accepted == Array(0..<20))
        #expect(log.lines.count == 2)
    }

    @Test(arguments: [[7], [0], [999], [3, 4, 5, 500, 998]]) func poisonIsSetAsideAlone(poison: [Int]) async throws {
        let server = Server { numbers, _ in
            numbers.contains { poison.contains($0) }
                ? .failure(.rejected(status: 400, sentence: "Line 1: \"no\" event."))
                : .success(SensorAnswer(acked: numbers.count))
        }
        let spool = try await deliver(0..<1000, to: server)
        #expect(server.accepted == (0..<1000).filter { !poison.contains($0) })
        #expect(spool.backlog == 0)
        #expect(folder.names("rejected").count == poison.count)
        #expect(metric("sensor_events_dropped_total{reason=\"rejected\"} \(poison.count)"))
        #expect(server.count < 60 * poison.count)
        let first = try #require(poison.first)
        let text = String(decoding: try folder.contents("rejected/\(first + 1).json"), as: UTF8.self)
        #expect(text.hasPrefix("{\"n\":\(first),"))
        #expect(text.hasSuffix("\n{\"rejected\":\"Line 1: \\\"no\\\" event.\"}\n"))
    }

    @Test func tooLargeIsHalved() async throws {
        let server = Server { numbers, _ in
            numbers.count > 60
                ? .failure(.requestTooLarge("At most 60.")) : .success(SensorAnswer(acked: numbers.count))
        }
        _ = try await deliver(0..<300, to: server)
        #expect(server.accepted == Array(0..<300))
        #expect(folder.names("rejected").isEmpty)
    }

    @Test func halfAnAcknowledgementIsNone() async throws {
        let server = Server { numbers, call in
            .success(SensorAnswer(acked: call == 0 ? numbers.count - 1 : numbers.count))
        }
        let spool = try await deliver(0..<10, to: server)
        #expect(server.batches.withLock { $0 } == [Array(0..<10), Array(0..<10)])
        #expect(spool.backlog == 0)
    }

    @Test func onlySoManyRejectedEventsAreKept() throws {
        let rejected = try RejectedEvents(folder: folder.path + "/rejected", files: DiskFiles())
        for number in 0..<RejectedEvents.maximumFiles { try folder.write([], to: "rejected/\(number)") }
        let batch = SpoolBatch(
            lines: [1], events: 1, last: 5, ends: PerLane(both: SpoolPosition(segment: 0, offset: 0)))
        #expect(try rejected.add(batch, because: "x") == nil)
        #expect(folder.names("rejected").count == RejectedEvents.maximumFiles)
    }
}
