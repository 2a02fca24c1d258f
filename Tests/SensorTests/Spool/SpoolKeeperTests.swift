import Logging
import NIOCore
import NIOEmbedded
import NIOPosix
import Observability
import Testing
import ThreatModel

@testable import Sensor

/// When is written, synchronised and tried again; with a disk that fails on demand and a loop whose time a test moves.
@Suite struct SpoolKeeperTests {
    /// A keeper with one thread, so that a test can wait behind everything that was asked of it.
    final class Stage: Sendable {
        let folder: TemporaryFolder
        let files = FaultyFiles()
        let loop = NIOAsyncTestingEventLoop()
        let pool = NIOThreadPool(numberOfThreads: 1)
        let log = CollectedLog()
        let health = HealthRegistry()
        let registry = MetricsRegistry()
        let keeper: SpoolKeeper

        init(_ change: (inout QuarantineLimits) -> Void = { _ in }) throws {
            folder = try TemporaryFolder()
            var limits = QuarantineLimits()
            change(&limits)
            pool.start()
            let metrics = SensorMetrics(registry)
            keeper = SpoolKeeper(
                spool: try Spool(
                    folder: folder.path + "/spool", limits: SpoolLimits(), files: files, metrics: metrics),
                quarantine: try Quarantine(
                    folder: folder.path + "/quarantine", limits: limits, files: files, metrics: metrics),
                quarantineLimits: limits, pool: pool, eventLoop: loop, metrics: metrics, health: health.check("spool"),
                clock: SettableClock(), logger: log.logger, onWritten: {})
        }

        /// Returns when everything that was asked of the thread so far is done.
        func settle() async throws { try await pool.runIfActive {} }

        func advance(by time: TimeAmount) async throws {
            await loop.advanceTime(by: time)
            try await settle()
        }

        func events() throws -> Int { try keeper.spool.nextBatch(events: 500, bytes: 1 << 20)?.events ?? 0 }

        func shutDown() async throws {
            await keeper.stop()
            try await pool.shutdownGracefully()
            await loop.shutdownGracefully()
        }
    }

    @Test func theFirstEventIsWrittenAtOnceAndOthersTogether() async throws {
        let stage = try Stage()
        stage.keeper.record(Samples.event(0))
        try await stage.settle()
        #expect(try stage.events() == 1)
        for number in 1..<5 { stage.keeper.record(Samples.event(number)) }
        try await stage.settle()
        #expect(try stage.events() == 1)
        try await stage.advance(by: SpoolKeeper.writingInterval)
        #expect(try stage.events() == 5)
        #expect(stage.health.report.status == .ok)
        #expect(stage.registry.exposition().contains("sensor_spool_events 5\n"))
        try await stage.shutDown()
    }

    @Test func synchronisingFollowsAFifthOfASecondLater() async throws {
        let stage = try Stage()
        stage.files.set { $0.failsToSynchronise = true }
        for number in 0..<5 { stage.keeper.record(Samples.event(number)) }
        try await stage.settle()
        try await stage.advance(by: .milliseconds(199))
        #expect(stage.health.report.status == .ok)
        try await stage.advance(by: .milliseconds(1))
        #expect(stage.health.report.status == .failing)
        #expect(stage.registry.exposition().contains("sensor_spool_failures_total 1\n"))
        try await stage.shutDown()
    }

    @Test func aFullDiskIsToldOnceAndTriedAgain() async throws {
        let stage = try Stage()
        stage.files.set { $0.room = 0 }
        for number in 0..<20 {
            stage.keeper.record(Samples.event(number))
            try await stage.settle()
        }
        #expect(stage.health.report.status == .failing)
        #expect(stage.health.report.checks[0].state.sentence.contains("disk is full"))
        #expect(stage.registry.exposition().contains("sensor_spool_failures_total 1\n"))
        try await stage.advance(by: .seconds(1))
        try await stage.advance(by: .seconds(1))
        #expect(stage.registry.exposition().contains("sensor_spool_failures_total 3\n"))
        #expect(stage.log.lines.count == 1)
        stage.files.set { $0.room = nil }
        try await stage.advance(by: .seconds(1))
        #expect(stage.health.report.status == .ok)
        #expect(try stage.events() == 20)
        #expect(stage.log.lines.count == 2)
        #expect(stage.log.lines[1].contains("written to disk again"))
        try await stage.shutDown()
    }

    @Test func stoppingWritesWhatIsLeft() async throws {
        let stage = try Stage()
        stage.files.set { $0.room = 0 }
        stage.keeper.record(Samples.event(0))
        try await stage.settle()
        stage.files.set { $0.room = nil }
        try await stage.shutDown()
        #expect(try stage.events() == 1)
    }

    @Test func filesGoToTheQuarantineAndWaitOnlySoMany() async throws {
        let stage = try Stage { $0.memoryBytes = 10 }
        let name = String(repeating: "a", count: 64)
        stage.keeper.keep(sha256: name, bytes: [UInt8](repeating: 1, count: 11))
        stage.keeper.keep(sha256: name, bytes: [UInt8](repeating: 1, count: 10))
        try await stage.settle()
        #expect(stage.folder.names("quarantine") == [name])
        #expect(stage.registry.exposition().contains("sensor_quarantine_files_total{result=\"refused\"} 1\n"))
        stage.keeper.keep(sha256: String(repeating: "b", count: 64), bytes: [UInt8](repeating: 1, count: 10))
        try await stage.settle()
        #expect(stage.folder.names("quarantine").count == 2)
        try await stage.shutDown()
    }
}
