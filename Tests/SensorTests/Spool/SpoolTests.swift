import Foundation
import Testing
import ThreatModel

@testable import Sensor

/// What the spool promises while nothing breaks.
@Suite struct SpoolTests {
    let folder: TemporaryFolder

    init() throws { folder = try TemporaryFolder() }

    func spool(_ change: (inout SpoolLimits) -> Void = { _ in }, files: any FileLayer = DiskFiles()) throws -> Spool {
        var limits = SpoolLimits()
        change(&limits)
        return try Spool(folder: folder.path, limits: limits, files: files, metrics: Samples.metrics())
    }

    /// Appends numbered lines, every seventh of them raw, and writes them.
    static func fill(_ spool: Spool, _ numbers: Range<Int>, writeEvery: Int = 10) throws {
        for number in numbers {
            _ = spool.append(Samples.line(number), kind: number % 7 == 3 ? .raw : .command)
            if number % writeEvery == 0 { try spool.write() }
        }
        try spool.write()
    }

    /// Takes everything out, batch by batch.
    static func drain(_ spool: Spool, events: Int = 7, bytes: Int = 1 << 20) throws -> [Int] {
        var numbers: [Int] = []
        while let batch = try spool.nextBatch(events: events, bytes: bytes) {
            let read = try Samples.numbers(batch.lines)
            #expect(read.count == batch.events)
            #expect(batch.events <= events)
            numbers += read
            try spool.acknowledge(batch)
        }
        return numbers
    }

    @Test func emptyGivesNothing() throws {
        let spool = try spool()
        try spool.write()
        #expect(try spool.nextBatch(events: 10, bytes: 100) == nil)
        #expect(spool.backlog == 0)
        #expect(spool.bytes == 0)
        #expect(folder.names("main").isEmpty)
    }

    @Test func nothingIsHandedOutBeforeItIsInAFile() throws {
        let spool = try spool()
        _ = spool.append(Samples.line(0), kind: .command)
        #expect(try spool.nextBatch(events: 10, bytes: 100) == nil)
        try spool.write()
        #expect(try spool.nextBatch(events: 10, bytes: 100)?.events == 1)
    }

    @Test(arguments: [1, 2, 7, 500]) func orderIsThatOfRecording(events: Int) throws {
        let spool = try spool { $0.segmentBytes = 4096 }
        try Self.fill(spool, 0..<200)
        #expect(folder.names("main").count > 3)
        #expect(folder.names("raw").count == 2)
        let drained = try Self.drain(spool, events: events)
        #expect(drained == Array(0..<200))
        #expect(spool.backlog == 0)
    }

    @Test func batchesRespectTheirBytes() throws {
        let spool = try spool()
        try Self.fill(spool, 0..<100)
        while let batch = try spool.nextBatch(events: 500, bytes: 1000) {
            #expect(batch.events == 1 || batch.lines.count <= 1000)
            try spool.acknowledge(batch)
        }
    }

    @Test func unacknowledgedIsHandedOutAgain() throws {
        let spool = try spool()
        try Self.fill(spool, 0..<20)
        let first = try #require(try spool.nextBatch(events: 5, bytes: 1 << 20))
        let again = try #require(try spool.nextBatch(events: 5, bytes: 1 << 20))
        #expect(first.lines == again.lines)
        let smaller = try #require(try spool.nextBatch(events: 2, bytes: 1 << 20))
        try spool.acknowledge(smaller)
        let rest = try Self.drain(spool)
        #expect(rest == Array(2..<20))
    }

    @Test func acknowledgedFilesAreRemoved() throws {
        let spool = try spool { $0.segmentBytes = 4096 }
        try Self.fill(spool, 0..<300)
        let before = folder.names("main")
        _ = try Self.drain(spool)
        let after = folder.names("main")
        #expect(before.count > 5)
        #expect(after == before.suffix(1))
        try Self.fill(spool, 300..<310)
        #expect(try Self.drain(spool) == Array(300..<310))
    }

    @Test func restartContinuesWhereItWasAcknowledged() throws {
        do {
            let spool = try spool { $0.segmentBytes = 4096 }
            try Self.fill(spool, 0..<50)
            for _ in 0..<3 { try spool.acknowledge(try #require(try spool.nextBatch(events: 7, bytes: 1 << 20))) }
        }
        let spool = try spool { $0.segmentBytes = 4096 }
        #expect(spool.backlog == 29)
        try Self.fill(spool, 50..<60)
        #expect(try Self.drain(spool) == Array(21..<60))
    }

    @Test func manyRestartsWithoutTheServer() throws {
        for round in 0..<20 { try Self.fill(try spool(), round * 3..<round * 3 + 3) }
        // Those that had nothing to say leave nothing behind.
        for _ in 0..<20 { try spool().write() }
        #expect(folder.names("main").count == 20)
        #expect(try Self.drain(try spool()) == Array(0..<60))
        _ = try spool()
        #expect(folder.names("main").isEmpty)
    }

    @Test func lostMarkMeansSendingAgain() throws {
        do {
            let spool = try spool()
            try Self.fill(spool, 0..<10)
            _ = try Self.drain(spool)
            try Self.fill(spool, 10..<12)
        }
        try folder.write(Array("nonsense".utf8), to: "acknowledged")
        #expect(try Self.drain(try spool()) == Array(0..<12))
    }

    /// After a power failure the mark may know of events that the disk has forgotten. New events must not take the forgotten
    /// ones' place below the mark.
    @Test func markAheadOfTheFilesHidesNothingNew() throws {
        do {
            let spool = try spool()
            try Self.fill(spool, 0..<100)
            _ = try Self.drain(spool)
        }
        for lane in ["main", "raw"] {
            for name in folder.names(lane) { try folder.write([], to: "\(lane)/\(name)") }
        }
        let spool = try spool()
        try Self.fill(spool, 100..<105)
        #expect(try Self.drain(spool) == Array(100..<105))
    }

    /// A sensor that is killed in the moment it begins a file has given none of its numbers.
    @Test(arguments: ["main", "raw"]) func begunFileCountsNothing(lane: String) throws {
        var next: UInt64 = 0
        do {
            let spool = try spool()
            try Self.fill(spool, 0..<10)
            _ = try Self.drain(spool)
            next = spool.nextSequence
        }
        try folder.write([], to: "\(lane)/\(SpoolSegment.name(next))")
        let spool = try spool()
        #expect(spool.nextSequence == next)
        #expect(spool.backlog == 0)
        try Self.fill(spool, 10..<15)
        #expect(try Self.drain(spool) == Array(10..<15))
    }

    @Test func foreignFilesAreLeftAlone() throws {
        _ = try spool()
        try folder.write([1, 2, 3], to: "main/notes.txt")
        try folder.write([1, 2, 3], to: "main/123.events")
        let spool = try spool()
        try Self.fill(spool, 0..<5)
        #expect(try Self.drain(spool) == Array(0..<5))
        #expect(folder.names("main").contains("notes.txt"))
    }

    @Test func onlyTheFirstOfARowAsksForWriting() throws {
        let spool = try spool()
        func asks() -> Bool {
            if case .accepted(isWriteDue: true) = spool.append([1], kind: .command) { true } else { false }
        }
        #expect([asks(), asks(), asks()] == [true, false, false])
        try spool.write()
        // Whoever writes asks again by himself.
        #expect(!asks())
        #expect(spool.isMoreDue())
        try spool.write()
        #expect(!spool.isMoreDue())
        #expect([asks(), asks()] == [true, false])
    }

    @Test func manyThreadsLoseNothing() async throws {
        let spool = try spool { $0.segmentBytes = 16 * 1024 }
        try await withThrowingTaskGroup(of: Void.self) { group in
            for thread in 0..<4 {
                group.addTask {
                    for number in 0..<500 {
                        _ = spool.append(Samples.line(thread * 1000 + number), kind: .command)
                        if number % 9 == 0 { try spool.write() }
                    }
                }
            }
            try await group.waitForAll()
        }
        try spool.write()
        let drained = try Self.drain(spool, events: 100)
        #expect(drained.count == 2000)
        for thread in 0..<4 {
            let own = drained.filter { $0 / 1000 == thread }
            #expect(own == (0..<500).map { thread * 1000 + $0 })
        }
    }

    @Test func filesAreTheSensorsAlone() throws {
        try Self.fill(try spool(), 0..<3)
        for path in ["main/\(folder.names("main")[0])", "main", "raw"] {
            let attributes = try FileManager.default.attributesOfItem(atPath: "\(folder.path)/\(path)")
            let mode = try #require(attributes[.posixPermissions] as? Int)
            #expect(mode & 0o077 == 0)
        }
    }
}
