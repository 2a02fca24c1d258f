import APIClient
import Foundation
import NIOCore
import NIOPosix
import Observability
import Synchronization
import Testing
import ThreatModel

@testable import Sensor

/// Quarantine and server, with a server that answers as told and a clock that never waits.
@Suite(.timeLimit(.minutes(1))) struct BlobDeliveryTests {
    let folder: TemporaryFolder
    let registry = MetricsRegistry()
    let log = CollectedLog()
    let sleeper = InstantClock()
    let files = FaultyFiles()

    init() throws { folder = try TemporaryFolder() }

    /// Answers by a function, and keeps what it was sent.
    final class Server: BlobServer {
        typealias Outcome = Result<Void, APIError>
        struct State {
            var held: [String: [UInt8]] = [:]
            var sent: [String] = []
            var attempts = 0
        }

        let state = Mutex(State())
        private let answer: @Sendable (_ name: String, _ attempt: Int) -> Outcome
        private let onSend: @Sendable () -> Void

        init(
            _ answer: @escaping @Sendable (String, Int) -> Outcome = { _, _ in .success(()) },
            onSend: @escaping @Sendable () -> Void = {}
        ) {
            self.answer = answer
            self.onSend = onSend
        }

        func has(_ sha256: String) async -> Result<Bool, APIError> {
            .success(state.withLock { $0.held[sha256] != nil })
        }

        func send(_ sha256: String, _ file: FilePortions) async -> Outcome {
            onSend()
            var bytes: [UInt8] = []
            do {
                for try await portion in file { bytes += Array(buffer: portion) }
            } catch {
                return .failure(.unreachable(server: "s", reason: "\(error)"))
            }
            let attempt = state.withLock { state in
                state.attempts += 1
                return state.attempts - 1
            }
            let outcome = answer(sha256, attempt)
            guard case .success = outcome else { return outcome }
            state.withLock { [bytes] state in
                state.held[sha256] = bytes
                state.sent.append(sha256)
            }
            return outcome
        }
    }

    static func name(_ number: Int) -> String {
        let digits = String(number, radix: 16)
        return String(repeating: "0", count: 64 - digits.count) + digits
    }

    func unsent(_ metrics: SensorMetrics) throws -> UnsentFiles {
        try UnsentFiles(folder: folder.path + "/unsent", quarantine: folder.path + "/q", files: files, metrics: metrics)
    }

    /// A sensor's quarantine with these files, opened as at a start.
    func open(_ numbers: Range<Int> = 0..<0) throws -> (quarantine: Quarantine, unsent: UnsentFiles) {
        let metrics = SensorMetrics(registry)
        let unsent = try unsent(metrics)
        let quarantine = try Quarantine(
            folder: folder.path + "/q", limits: QuarantineLimits(), files: files, unsent: unsent, metrics: metrics)
        for number in numbers { quarantine.keep(sha256: Self.name(number), bytes: Self.bytes(number)) }
        return (quarantine, unsent)
    }

    /// Some of them take several portions.
    static func bytes(_ number: Int) -> [UInt8] {
        [UInt8](repeating: UInt8(truncatingIfNeeded: number), count: number % 5 * FilePortions.portionBytes / 2 + 1)
    }

    /// Runs a delivery until nothing is left to be sent.
    func deliver(
        _ unsent: UnsentFiles, to server: Server, eventsWaiting: @escaping @Sendable () -> Int = { 0 }
    ) async throws {
        let delivery = BlobDelivery(
            unsent: unsent, quarantine: folder.path + "/q", files: files, server: server, eventsWaiting: eventsWaiting,
            pool: .singleton, wake: WakeSignal(), metrics: SensorMetrics(registry), clock: SettableClock(),
            sleeper: sleeper, logger: log.logger)
        let task = Task { await delivery.run() }
        while try !unsent.names().isEmpty { await Task.yield() }
        task.cancel()
        await task.value
    }

    func metric(_ line: String) -> Bool { registry.exposition().contains(line + "\n") }

    @Test func everythingArrivesOnceAndStaysHere() async throws {
        let server = Server()
        try await deliver(try open(0..<300).unsent, to: server)
        let held = server.state.withLock { $0.held }
        #expect(held == Dictionary(uniqueKeysWithValues: (0..<300).map { (Self.name($0), Self.bytes($0)) }))
        #expect(server.state.withLock { $0.attempts } == 300)
        #expect(metric("sensor_blobs_total{result=\"sent\"} 300") && metric("sensor_blobs_unsent 0"))
        #expect(folder.names("q").count == 300)
        // The next start has nothing to do, and what is left again is not sent again.
        let (quarantine, unsent) = try open()
        quarantine.keep(sha256: Self.name(7), bytes: Self.bytes(7))
        #expect(try unsent.names().isEmpty)
        #expect(log.lines.isEmpty)
    }

    @Test func whatTheServerHasIsNotSent() async throws {
        let server = Server()
        server.state.withLock { $0.held[Self.name(1)] = [1] }
        try await deliver(try open(0..<3).unsent, to: server)
        #expect(Set(server.state.withLock { $0.sent }) == [Self.name(0), Self.name(2)])
        #expect(metric("sensor_blobs_total{result=\"known\"} 1"))
    }

    @Test func outagesAreWaitedOut() async throws {
        let server = Server { _, attempt in
            attempt < 9 ? .failure(.unreachable(server: "s:1", reason: "connection refused")) : .success(())
        }
        try await deliver(try open(0..<5).unsent, to: server)
        #expect(server.state.withLock { $0.sent.count } == 5)
        #expect(metric("sensor_blobs_total{result=\"failed\"} 9"))
        #expect(sleeper.slept.count == 9 && sleeper.slept[8] >= .seconds(100))
        // One line for the trouble, however often it was tried, and one for its end.
        #expect(log.lines.count == 2)
    }

    @Test(arguments: [
        APIError.serverFault(status: 507, retryAfter: nil, sentence: "full"), .rejected(status: 400, sentence: "no"),
    ])
    func aServerThatRefusesHoldsNothingUp(error: APIError) async throws {
        let server = Server { name, _ in name == Self.name(2) ? .failure(error) : .success(()) }
        try await deliver(try open(0..<5).unsent, to: server)
        #expect(server.state.withLock { $0.sent.count } == 4)
        #expect(metric("sensor_blobs_total{result=\"refused\"} 1"))
        #expect(folder.names("q").count == 5)
    }

    @Test func eventsGoFirst() async throws {
        let waiting = Atomic<Int>(BlobDelivery.mostEventsWaiting + 20)
        let server = Server(onSend: {
            #expect(waiting.load(ordering: .relaxed) <= BlobDelivery.mostEventsWaiting)
        })
        try await deliver(try open(0..<3).unsent, to: server) {
            waiting.wrappingSubtract(1, ordering: .relaxed).newValue
        }
        #expect(server.state.withLock { $0.sent.count } == 3)
        #expect(sleeper.slept.count >= 19)
    }

    @Test func whatIsGoneOrCannotBeReadIsCounted() async throws {
        let unsent = try open(0..<3).unsent
        try FileManager.default.removeItem(atPath: folder.path + "/q/" + Self.name(1))
        let server = Server()
        try await deliver(unsent, to: server)
        #expect(server.state.withLock { $0.sent.count } == 2)
        #expect(metric("sensor_blobs_total{result=\"lost\"} 1"))
        let more = try open(3..<4).unsent
        files.set { $0.failsToRead = true }
        try await deliver(more, to: server)
        #expect(metric("sensor_blobs_total{result=\"lost\"} 2"))
    }

    @Test func anEndInTheMiddleIsNoEnd() async throws {
        let unsent = try open(0..<3).unsent
        let (attempts, attempted) = AsyncStream.makeStream(of: Void.self)
        let server = Server { _, _ in
            attempted.yield()
            return .failure(.unreachable(server: "s", reason: "no"))
        }
        let delivery = BlobDelivery(
            unsent: unsent, quarantine: folder.path + "/q", files: files, server: server, eventsWaiting: { 0 },
            pool: .singleton, wake: WakeSignal(), metrics: SensorMetrics(registry), clock: SettableClock(),
            sleeper: sleeper, logger: log.logger)
        let task = Task { await delivery.run() }
        for await _ in attempts { break }
        task.cancel()
        await task.value
        // As after kill -9: the notes are on the disk.
        let again = Server()
        try await deliver(try open().unsent, to: again)
        #expect(again.state.withLock { $0.sent.count } == 3)
    }

    @Test func aQuarantineFromBeforeIsSentAsAWhole() async throws {
        _ = try Quarantine(
            folder: folder.path + "/q", limits: QuarantineLimits(), files: files, metrics: SensorMetrics(registry))
        for number in 0..<4 { try folder.write([UInt8(number)], to: "q/" + Self.name(number)) }
        try folder.write([1], to: "q/notes")
        // The first attempt at noting them was interrupted.
        try FileManager.default.createDirectory(
            atPath: folder.path + "/unsent" + FileDraft.suffix, withIntermediateDirectories: true)
        try folder.write([], to: "unsent" + FileDraft.suffix + "/" + Self.name(0))
        let unsent = try open().unsent
        #expect(try unsent.names().sorted() == (0..<4).map { Self.name($0) })
        #expect(metric("sensor_blobs_unsent 4"))
        try await deliver(unsent, to: Server())
        #expect(try open().unsent.names().isEmpty)
    }

    @Test func aFileThatWasNotKeptIsNotNoted() throws {
        let (quarantine, unsent) = try open()
        files.set { $0.room = 2 }
        quarantine.keep(sha256: Self.name(1), bytes: [1, 2, 3])
        #expect(try unsent.names().isEmpty)
    }
}
