import Testing
import ThreatModel

@testable import Sensor

@Suite struct SpoolScanTests {
    /// A file of so many numbered records, and where each ends.
    static func records(_ count: Int) -> (bytes: [UInt8], ends: [Int]) {
        var bytes: [UInt8] = []
        var ends: [Int] = []
        for number in 0..<count {
            SpoolRecord.append(Samples.line(number), kind: .command, sequence: UInt64(number), to: &bytes)
            ends.append(bytes.count)
        }
        return (bytes, ends)
    }

    /// What a scan finds: sequence numbers, damages, where it ends.
    static func scan(_ bytes: [UInt8]) throws -> (found: [UInt64], damages: Int, offset: Int) {
        var scan = SpoolScan(MemoryFile(bytes), from: 0, to: bytes.count)
        var found: [UInt64] = []
        while let next = try scan.next() { found.append(next.record.sequence) }
        return (found, scan.damages, scan.offset)
    }

    @Test func cutAtEveryByteLosesOnlyWhatIsCut() throws {
        let (bytes, ends) = Self.records(6)
        for length in 0...bytes.count {
            let result = try Self.scan(Array(bytes[..<length]))
            let whole = ends.filter { $0 <= length }.count
            #expect(result.found == (0..<whole).map { UInt64($0) })
            #expect(result.offset == (whole == 0 ? 0 : ends[whole - 1]))
            #expect(result.damages == 0)
        }
    }

    @Test func everyFlippedBitCostsOneRecord() throws {
        let (bytes, ends) = Self.records(4)
        for bit in 0..<bytes.count * 8 {
            var flipped = bytes
            flipped[bit / 8] ^= 1 << UInt8(bit % 8)
            let hit = ends.filter { $0 <= bit / 8 }.count
            let result = try Self.scan(flipped)
            #expect(result.found == (0..<4).filter { $0 != hit }.map { UInt64($0) }, "bit \(bit)")
            #expect(result.damages == (hit == 3 ? 0 : 1), "bit \(bit)")
        }
    }

    @Test func stretchesOfRubbishAreSkipped() throws {
        var generator = SeededRandom(seed: 5)
        let (first, _) = Self.records(3)
        for round in 0..<50 {
            let rubbish = round == 0 ? [UInt8](repeating: 0xff, count: 5000) : generator.bytes(1 + round * 40)
            let result = try Self.scan(first + rubbish + first)
            #expect(result.found == [0, 1, 2, 0, 1, 2])
            #expect(result.damages == 1)
        }
    }

    @Test func recordsAcrossPortionsAreWhole() throws {
        var bytes: [UInt8] = []
        let long = [UInt8](repeating: 0x61, count: 700_000)
        for number in 0..<5 { SpoolRecord.append(long, kind: .raw, sequence: UInt64(number), to: &bytes) }
        let result = try Self.scan(bytes)
        #expect(result.found == [0, 1, 2, 3, 4])
        #expect(result.offset == bytes.count)
    }

    @Test func fileShorterThanSaidIsNotWaitedFor() throws {
        let (bytes, _) = Self.records(3)
        var scan = SpoolScan(MemoryFile(bytes), from: 0, to: bytes.count + 10_000)
        var found = 0
        while try scan.next() != nil { found += 1 }
        #expect(found == 3)
    }

    /// Rubbish of every kind never traps, and never ends in a loop.
    @Test(arguments: 0..<40) func fuzz(seed: Int) throws {
        var generator = SeededRandom(seed: UInt64(seed))
        var (bytes, _) = Self.records(8)
        for _ in 0..<Int.random(in: 1...30, using: &generator) {
            let index = Int.random(in: 0..<bytes.count, using: &generator)
            switch generator.next() % 4 {
            case 0: bytes[index] = UInt8(truncatingIfNeeded: generator.next())
            case 1: bytes[index] = 0xff
            case 2: bytes.remove(at: index)
            default: bytes.insert(contentsOf: [0xff, 0x01], at: index)
            }
        }
        let result = try Self.scan(bytes)
        #expect(result.found.count <= 8)
        #expect(result.offset <= bytes.count)
        SpoolFuzz.run(bytes)
    }
}

/// A file in memory.
private final class MemoryFile: OpenFile {
    let path = "memory"
    private let bytes: [UInt8]

    init(_ bytes: [UInt8]) { self.bytes = bytes }

    func size() throws(FileError) -> Int { bytes.count }
    func read(at offset: Int, count: Int) throws(FileError) -> [UInt8] {
        Array(bytes[min(offset, bytes.count)..<min(offset + count, bytes.count)])
    }
    func write(_ bytes: [UInt8], at offset: Int) throws(FileError) {}
    func truncate(to size: Int) throws(FileError) {}
    func synchronise() throws(FileError) {}
}

/// The entry for a fuzzer: whatever the bytes, reading them as a spool file must end and must not trap.
package enum SpoolFuzz {
    package static func run(_ bytes: [UInt8]) {
        var scan = SpoolScan(MemoryFile(bytes), from: 0, to: bytes.count)
        while let found = try? scan.next() { precondition(found.payload.count <= bytes.count) }
        for start in 0..<min(bytes.count, 64) { _ = SpoolRecord.parse(bytes, at: start) }
    }
}
