import Foundation
import Observability
import Testing
import ThreatModel

@testable import Sensor

/// What the spool promises when the disk is full, broken, or was cut off in the middle.
@Suite struct SpoolFaultTests {
    let folder: TemporaryFolder
    let files = FaultyFiles()
    let metrics = Samples.metrics()

    init() throws { folder = try TemporaryFolder() }

    func spool(_ change: (inout SpoolLimits) -> Void = { _ in }) throws -> Spool {
        var limits = SpoolLimits()
        change(&limits)
        return try Spool(folder: folder.path, limits: limits, files: files, metrics: metrics)
    }

    func dropped(_ reason: DropReason) -> Int { Int(metrics.dropped[reason]?.value ?? 0) }

    /// Numbered lines, none of them raw.
    func append(_ numbers: Range<Int>, to spool: Spool) {
        for number in numbers { _ = spool.append(Samples.line(number), kind: .command) }
    }

    @Test(arguments: [0, 1, 19, 20, 21, 100, 500]) func fullDiskHoldsUpAndLosesNothing(room: Int) throws {
        let spool = try spool()
        append(0..<10, to: spool)
        try spool.write()
        files.set { $0.room = room }
        append(10..<20, to: spool)
        let error = #expect(throws: FileError.self) { try spool.write() }
        #expect(error?.isFull == true)
        // Sessions go on meanwhile, and what was written before is delivered.
        append(20..<30, to: spool)
        #expect(throws: FileError.self) { try spool.write() }
        let written = try #require(try spool.nextBatch(events: 500, bytes: 1 << 20))
        #expect(try Samples.numbers(written.lines) == Array(0..<10))
        files.set { $0.room = nil }
        try spool.acknowledge(written)
        try spool.write()
        #expect(try SpoolTests.drain(spool) == Array(10..<30))
        #expect(DropReason.allCases.allSatisfy { dropped($0) == 0 })
    }

    @Test func restartOnAFullDiskFindsWhatWasWrittenWhole() throws {
        do {
            let spool = try spool()
            append(0..<10, to: spool)
            try spool.write()
            files.set { $0.room = 1000 }
            append(10..<20, to: spool)
            #expect(throws: FileError.self) { try spool.write() }
        }
        files.set { $0.room = nil }
        let drained = try SpoolTests.drain(try spool())
        #expect(drained == Array(0..<drained.count))
        #expect(drained.count > 10)
        #expect(drained.count < 20)
    }

    @Test func memoryIsBoundedAndRawBytesGoFirst() throws {
        let spool = try spool { $0.memoryBytes = 10_000 }
        files.set { $0.room = 0 }
        let line = [UInt8](repeating: 0x61, count: 980)
        var raw = 0
        var main = 0
        for _ in 0..<20 {
            if case .accepted = spool.append(line, kind: .raw) { raw += 1 }
            try? spool.write()
        }
        for _ in 0..<20 {
            if case .accepted = spool.append(line, kind: .command) { main += 1 }
            try? spool.write()
        }
        #expect(raw == 20)  // each was given up for want of room, to hold nothing up
        #expect(dropped(.diskFull) >= 20)
        #expect((8...10).contains(main))
        #expect(dropped(.diskFull) == 20 + 20 - main)
    }

    @Test func rawBytesAreRefusedAtHalfTheMemory() throws {
        let spool = try spool { $0.memoryBytes = 10_000 }
        let line = [UInt8](repeating: 0x61, count: 980)
        var raw = 0
        for _ in 0..<20 { if case .accepted = spool.append(line, kind: .raw) { raw += 1 } }
        #expect((4...5).contains(raw))
        guard case .accepted = spool.append(line, kind: .command) else {
            Issue.record("no room left for what is worth more")
            return
        }
    }

    @Test func fullDiskGivesOldRawBytesUp() throws {
        let spool = try spool { $0.segmentBytes = 4096 }
        for number in 0..<200 { _ = spool.append(Samples.line(number), kind: number % 2 == 0 ? .raw : .command) }
        try spool.write()
        let rawFiles = folder.names("raw").count
        // Room comes back only with the removal: the first attempt fails, the second has it.
        files.set { $0.room = 10 }
        _ = spool.append(Samples.line(200), kind: .command)
        #expect(throws: FileError.self) { try spool.write() }
        #expect(folder.names("raw").count == rawFiles - 1)
        #expect(dropped(.diskFull) == 100)
        files.set { $0.room = nil }
        try spool.write()
        let drained = try SpoolTests.drain(spool)
        #expect(drained.filter { $0 % 2 == 1 } == Array(stride(from: 1, to: 200, by: 2)))
        #expect(drained.last == 200)
    }

    @Test func sizeIsKeptAndRawBytesAreGivenUpFirst() throws {
        let spool = try spool { $0.bytes = 64 * 1024 }
        for number in 0..<2000 {
            _ = spool.append(Samples.line(number), kind: number % 5 == 0 ? .raw : .command)
            if number % 20 == 0 { try spool.write() }
            #expect(spool.bytes <= 64 * 1024)
        }
        try spool.write()
        let drained = try SpoolTests.drain(spool)
        #expect(dropped(.spoolFull) + drained.count == 2000)
        #expect(drained == drained.sorted())
        #expect(drained.last == 1999)
        // Of the main lane as much is left as fits, of the raw one no more than is newest.
        let main = drained.filter { $0 % 5 != 0 }
        let raw = drained.filter { $0 % 5 == 0 }
        #expect(main == (0..<2000).filter { $0 % 5 != 0 }.suffix(main.count))
        #expect(raw.count < main.count / 4)
    }

    @Test func givingUpDuringADeliveryDisturbsNothing() throws {
        let spool = try spool { $0.bytes = 64 * 1024 }
        try SpoolTests.fill(spool, 0..<100)
        let underWay = try #require(try spool.nextBatch(events: 50, bytes: 1 << 20))
        try SpoolTests.fill(spool, 100..<2000, writeEvery: 20)
        try spool.acknowledge(underWay)
        let drained = try SpoolTests.drain(spool)
        #expect(drained == drained.sorted())
        #expect(drained.last == 1999)
        #expect(try #require(drained.first) > 100)
    }

    @Test func cutAtEveryByteOfTheLastRecord() throws {
        do { try SpoolTests.fill(try spool(), 0..<9, writeEvery: 1) }
        let name = try #require(folder.names("main").first)
        let whole = try folder.contents("main/\(name)")
        var last: [UInt8] = []
        SpoolRecord.append(Samples.line(8), kind: .command, sequence: 9, to: &last)
        for cut in 1...last.count {
            try folder.write(Array(whole.dropLast(cut)), to: "main/\(name)")
            try? FileManager.default.removeItem(atPath: "\(folder.path)/acknowledged")
            let spool = try spool()
            #expect(spool.cutBytes == last.count - cut)
            #expect(try folder.contents("main/\(name)").count == whole.count - last.count)
            _ = spool.append(Samples.line(99), kind: .command)
            try spool.write()
            #expect(try SpoolTests.drain(spool) == [0, 1, 2, 3, 4, 5, 6, 7, 99])
            for extra in folder.names("main") where extra != name {
                try FileManager.default.removeItem(atPath: "\(folder.path)/main/\(extra)")
            }
        }
    }

    @Test func flippedBitCostsOneEventAndIsCounted() throws {
        do { try SpoolTests.fill(try spool(), 0..<9) }
        let name = try #require(folder.names("main").first)
        var bytes = try folder.contents("main/\(name)")
        bytes[bytes.count / 2] ^= 4
        try folder.write(bytes, to: "main/\(name)")
        let drained = try SpoolTests.drain(try spool())
        #expect(drained.count == 8)
        #expect(dropped(.damaged) == 1)
    }

    @Test func unwritableMarkStopsNothing() throws {
        let spool = try spool()
        try SpoolTests.fill(spool, 0..<10)
        files.set { $0.room = 0 }
        let batch = try #require(try spool.nextBatch(events: 4, bytes: 1 << 20))
        #expect(throws: FileError.self) { try spool.acknowledge(batch) }
        #expect(try spool.nextBatch(events: 1, bytes: 1 << 20).map { try Samples.numbers($0.lines) } == [4])
        files.set { $0.room = nil }
        #expect(try SpoolTests.drain(spool) == Array(4..<10))
    }

    @Test func unreadableFilesAreReported() throws {
        let spool = try spool()
        try SpoolTests.fill(spool, 0..<3)
        files.set { $0.failsToRead = true }
        #expect(throws: FileError.self) { try spool.nextBatch(events: 1, bytes: 100) }
        files.set { $0.failsToRead = false }
        #expect(try SpoolTests.drain(spool) == [0, 1, 2])
    }

    @Test func synchronisingReportsAndGoesOn() throws {
        let spool = try spool()
        try SpoolTests.fill(spool, 0..<3)
        files.set { $0.failsToSynchronise = true }
        #expect(throws: FileError.self) { try spool.synchronise() }
        files.set { $0.failsToSynchronise = false }
        try SpoolTests.fill(spool, 3..<6)
        try spool.synchronise()
        #expect(try SpoolTests.drain(spool) == Array(0..<6))
    }

    @Test func noPermissionIsASentence() {
        let error = #expect(throws: FileError.self) {
            try Spool(folder: "/proc/none/spool", limits: SpoolLimits(), files: DiskFiles(), metrics: metrics)
        }
        #expect(error.map { SensorError($0).description.contains("/proc/none") } == true)
    }
}
