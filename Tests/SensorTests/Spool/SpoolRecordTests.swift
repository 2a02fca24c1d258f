import Testing
import ThreatModel

@testable import Sensor

@Suite struct SpoolRecordTests {
    /// The header, byte by byte as the table says.
    @Test func layout() {
        var bytes: [UInt8] = [9, 9, 9]
        SpoolRecord.append(Array("{}".utf8), kind: .auth, sequence: 0x0102_0304_0506_0708, to: &bytes)
        let expected: [UInt8] =
            [0xff, 0x01]  // marker
            + [EventKind.auth.rawValue, 0]  // kind, zero
            + [2, 0, 0, 0]  // length
            + [8, 7, 6, 5, 4, 3, 2, 1]  // sequence
        #expect(Array(bytes[3..<19]) == expected)
        let crc = CRC32C.of((expected + Array("{}".utf8)).span)
        #expect(Array(bytes[19..<23]) == withUnsafeBytes(of: crc.littleEndian) { Array($0) })
        #expect(Array(bytes[23...]) == Array("{}".utf8))
    }

    @Test func readsBack() {
        var bytes: [UInt8] = []
        SpoolRecord.append([], kind: .close, sequence: 1, to: &bytes)
        SpoolRecord.append(Array("abc".utf8), kind: .raw, sequence: .max, to: &bytes)
        guard case .record(let first) = SpoolRecord.parse(bytes, at: 0),
            case .record(let second) = SpoolRecord.parse(bytes, at: first.payload.upperBound)
        else {
            Issue.record("not read")
            return
        }
        #expect(first.sequence == 1)
        #expect(first.payload.isEmpty)
        #expect(second.sequence == .max)
        #expect(Array(bytes[second.payload]) == Array("abc".utf8))
    }

    @Test func everyFlippedBitIsSeen() {
        var record: [UInt8] = []
        SpoolRecord.append(Array("{\"a\":1}".utf8), kind: .command, sequence: 77, to: &record)
        for bit in 0..<record.count * 8 {
            var bytes = record
            bytes[bit / 8] ^= 1 << UInt8(bit % 8)
            if case .record = SpoolRecord.parse(bytes, at: 0) { Issue.record("bit \(bit) went unnoticed") }
        }
    }

    @Test func everyCutIsIncomplete() {
        var record: [UInt8] = []
        SpoolRecord.append(Array("{\"a\":1}".utf8), kind: .command, sequence: 77, to: &record)
        for length in 0..<record.count {
            guard case .incomplete = SpoolRecord.parse(Array(record[..<length]), at: 0) else {
                Issue.record("cut to \(length) bytes it is not incomplete")
                continue
            }
        }
    }

    @Test func absurdLengthsAreDamage() {
        var record: [UInt8] = []
        SpoolRecord.append([], kind: .command, sequence: 1, to: &record)
        record.replaceSubrange(4..<8, with: [0xff, 0xff, 0xff, 0xff])
        guard case .damaged = SpoolRecord.parse(record, at: 0) else {
            Issue.record("believed")
            return
        }
    }
}
