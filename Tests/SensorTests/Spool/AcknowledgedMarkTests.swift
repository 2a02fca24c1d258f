import Testing

@testable import Sensor

@Suite struct AcknowledgedMarkTests {
    let folder: TemporaryFolder
    init() throws { folder = try TemporaryFolder() }

    func mark() throws -> AcknowledgedMark {
        try AcknowledgedMark(path: folder.path + "/acknowledged", files: DiskFiles())
    }

    @Test(arguments: [0, 1, 42, UInt64.max]) func readsBack(sequence: UInt64) throws {
        var mark = try mark()
        #expect(try mark.read() == nil)
        try mark.write(sequence)
        #expect(try mark.read() == sequence)
        #expect(try self.mark().read() == sequence)
    }

    @Test func theHigherLineCounts() throws {
        var first = try mark()
        for sequence in UInt64(1)...9 {
            try first.write(sequence)
            #expect(try mark().read() == sequence)
        }
        #expect(try folder.contents("acknowledged").count == 2 * AcknowledgedMark.lineBytes)
    }

    /// Whatever one write leaves behind, the line of the write before is still there.
    @Test func everyTornWriteLeavesTheOneBefore() throws {
        var first = try mark()
        try first.write(1233)
        try first.write(1234)
        let good = try folder.contents("acknowledged")
        for index in AcknowledgedMark.lineBytes..<AcknowledgedMark.lineBytes + 25 {
            var bad = good
            bad[index] ^= 1
            try folder.write(bad, to: "acknowledged")
            #expect(try mark().read() == 1233, "byte \(index)")
            try folder.write(Array(good[..<index]), to: "acknowledged")
            #expect(try mark().read() == 1233, "cut at \(index)")
        }
    }

    @Test(arguments: [[], [0], [UInt8](repeating: 0, count: 100_000), Array("acknowledged 7 0\n".utf8)] as [[UInt8]])
    func nonsenseIsNothing(bytes: [UInt8]) throws {
        try folder.write(bytes, to: "acknowledged")
        var mark = try mark()
        #expect(try mark.read() == nil)
        try mark.write(5)
        #expect(try mark.read() == 5)
    }

    @Test func aFullDiskDoesNotMatter() throws {
        _ = try mark()
        let size = try folder.contents("acknowledged").count
        var again = try mark()
        for sequence in UInt64(0)..<100 { try again.write(sequence) }
        #expect(try folder.contents("acknowledged").count == size)
    }
}
