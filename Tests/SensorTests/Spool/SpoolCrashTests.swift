import APIClient
import Foundation
import Glibc
import Logging
import NIOPosix
import Observability
import Synchronization
import TestServers
import Testing
import ThreatModel

@testable import Sensor

/// The spool's promises to a process that is killed: a child writes, and is killed in the middle, again and again.
@Suite(.serialized) struct SpoolCrashTests {
    let folder: TemporaryFolder

    init() throws { folder = try TemporaryFolder() }

    /// The numbers that the children had been told were written before they died.
    func journal() throws -> Set<Int> {
        var numbers: Set<Int> = []
        for line in String(decoding: try folder.contents("journal"), as: UTF8.self).split(separator: "\n") {
            let bounds = line.split(separator: " ").compactMap { Int($0) }
            if bounds.count == 2 { numbers.formUnion(bounds[0]...bounds[1]) }
        }
        return numbers
    }

    @Test func whatWasWrittenSurvivesKilling() async throws {
        try folder.write([], to: "journal")
        for _ in 0..<12 {
            await #expect(processExitsWith: .signal(SIGKILL)) { [path = folder.path as String] in
                let spool = try CrashingChild.spool(path)
                let journal = open("\(path)/journal", O_WRONLY | O_APPEND)
                let first = Int(spool.nextSequence)
                CrashingChild.dieSoon()
                for number in first... {
                    _ = spool.append(Samples.line(number), kind: number % 5 == 0 ? .raw : .command)
                    if number % 3 == 0 {
                        try spool.write()
                        CrashingChild.note(first, number, in: journal)
                    }
                }
            }
        }
        let written = try journal()
        let drained = try SpoolTests.drain(try CrashingChild.spool(folder.path), events: 500)
        #expect(drained == drained.sorted())
        #expect(Set(drained).count == drained.count)
        #expect(written.subtracting(drained).isEmpty)
        #expect(written.count > 100)
    }

    /// Spool and delivery together, against a server that outlives them: everything that was written arrives, and nothing
    /// is stored twice by a server that knows its ids.
    @Test func whatWasWrittenArrivesOnceWhateverIsKilled() async throws {
        try folder.write([], to: "journal")
        let received = Mutex<[Int: Int]>([:])
        let server = try await TestHTTPServer { request in
            let numbers = (try? Samples.numbers(request.body)) ?? []
            received.withLock { received in for number in numbers { received[number, default: 0] += 1 } }
            return .json("{\"acked\":\(numbers.count)}")
        }
        for _ in 0..<8 {
            await #expect(processExitsWith: .signal(SIGKILL)) {
                [path = folder.path as String, url = server.url as String] in
                let spool = try CrashingChild.spool(path)
                let journal = open("\(path)/journal", O_WRONLY | O_APPEND)
                let connections = HTTPConnections()
                let delivery = try CrashingChild.delivery(spool, path, url, connections)
                let first = Int(spool.nextSequence)
                CrashingChild.dieSoon()
                await withTaskGroup(of: Void.self) { group in
                    group.addTask { await delivery.run(isFinishing: { false }) }
                    group.addTask {
                        for number in first... {
                            _ = spool.append(Samples.line(number), kind: .command)
                            guard number % 3 == 0, (try? spool.write()) != nil else { continue }
                            delivery.wake.wake()
                            CrashingChild.note(first, number, in: journal)
                            await Task.yield()
                        }
                    }
                }
            }
        }
        // One who lives long enough to finish.
        let connections = HTTPConnections()
        let spool = try CrashingChild.spool(folder.path)
        await (try CrashingChild.delivery(spool, folder.path, server.url, connections)).run(isFinishing: { true })
        await connections.shutdown()
        await server.stop()

        let written = try journal()
        let arrived = received.withLock { $0 }
        #expect(written.subtracting(arrived.keys).isEmpty)
        #expect(written.count > 100)
        #expect(spool.backlog == 0)
        // Only what was under way when a child died comes twice: at most one batch for each.
        let repeated = arrived.values.reduce(0) { $0 + $1 - 1 }
        #expect(repeated <= 8 * DeliveryMachine.maximumEvents)
    }
}

/// What runs in the process that is killed.
enum CrashingChild {
    static func spool(_ path: String) throws -> Spool {
        var limits = SpoolLimits()
        limits.segmentBytes = 64 * 1024
        return try Spool(folder: "\(path)/spool", limits: limits, files: DiskFiles(), metrics: Samples.metrics())
    }

    static func delivery(_ spool: Spool, _ path: String, _ url: String, _ connections: HTTPConnections) throws
        -> Delivery
    {
        let client = APIClient(server: try ServerURL(url), credential: nil, connections: connections)
        return Delivery(
            spool: spool, server: client, rejected: try RejectedEvents(folder: "\(path)/rejected", files: DiskFiles()),
            pool: .singleton, wake: WakeSignal(), metrics: Samples.metrics(),
            health: HealthRegistry().check("delivery"), clock: SystemClock(), sleeper: ContinuousClock(),
            logger: Logger(label: "child") { _ in SwiftLogNoOpLogHandler() })
    }

    /// Notes that all numbers from the child's first to this one are in files.
    static func note(_ first: Int, _ last: Int, in journal: CInt) {
        let line = Array("\(first) \(last)\n".utf8)
        _ = write(journal, line, line.count)
    }

    /// Kills this very process at some moment of the next milliseconds, from a thread that asks nobody.
    static func dieSoon() {
        Thread.detachNewThread {
            let end = ContinuousClock.now + .microseconds(Int.random(in: 2000...40_000))
            while ContinuousClock.now < end {}
            kill(getpid(), SIGKILL)
        }
    }
}
