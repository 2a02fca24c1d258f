import Testing
import ThreatModel

@Suite struct CompactCodingTests {
    @Test(arguments: [0, 1, 127, 128, 16_383, 16_384, UInt64(UInt32.max), .max - 1, .max])
    func integersReadBack(_ value: UInt64) throws {
        var writer = CompactWriter()
        writer.put(value)
        writer.put(fixed: value)
        writer.put(signed: Int64(bitPattern: value))
        var reader = CompactReader(writer.bytes)
        #expect(try reader.integer() == value)
        #expect(try reader.fixed() == value)
        #expect(try reader.signed() == Int64(bitPattern: value))
        #expect(reader.isAtEnd)
    }

    @Test(arguments: [(0, 1), (127, 1), (128, 2), (16_383, 2), (16_384, 3), (UInt64.max, 10)])
    func smallIntegersAreShort(_ value: UInt64, _ length: Int) {
        var writer = CompactWriter()
        writer.put(value)
        #expect(writer.bytes.count == length)
    }

    @Test(arguments: [(0, 1), (-1, 1), (63, 1), (-64, 1), (64, 2), (Int64.min, 10), (.max, 10)])
    func smallSignedNumbersAreShort(_ value: Int64, _ length: Int) throws {
        var writer = CompactWriter()
        writer.put(signed: value)
        #expect(writer.bytes.count == length)
        var reader = CompactReader(writer.bytes)
        #expect(try reader.signed() == value)
    }

    @Test(arguments: ["", "a", "sh.dropper_pipe", "日本語", "\0"])
    func textReadsBack(_ text: String) throws {
        var writer = CompactWriter()
        writer.put(text)
        writer.put(1.5)
        writer.put(count: -3)
        var reader = CompactReader(writer.bytes)
        #expect(try reader.text(upTo: 100) == text)
        #expect(try reader.double() == 1.5)
        #expect(try reader.count(upTo: 0) == 0)
        #expect(reader.isAtEnd)
    }

    @Test func whatDoesNotFitIsRefused() {
        func refuses<Value>(_ bytes: [UInt8], _ read: (inout CompactReader) throws(CompactReader.Malformed) -> Value)
            -> Bool
        {
            var reader = CompactReader(bytes)
            do { _ = try read(&reader) } catch { return true }
            return false
        }
        #expect(refuses([]) { (r) throws(CompactReader.Malformed) in try r.byte() })
        #expect(refuses([0x80]) { (r) throws(CompactReader.Malformed) in try r.integer() })
        // Eleven bytes, and a tenth that says more than the top bit.
        let long = [UInt8](repeating: 0x80, count: 10) + [0]
        #expect(refuses(long) { (r) throws(CompactReader.Malformed) in try r.integer() })
        let large = [UInt8](repeating: 0xff, count: 9) + [2]
        #expect(refuses(large) { (r) throws(CompactReader.Malformed) in try r.integer() })
        #expect(refuses([0xff, 0xff, 0xff, 0xff, 0x10]) { (r) throws(CompactReader.Malformed) in try r.integer32() })
        #expect(refuses([5]) { (r) throws(CompactReader.Malformed) in try r.count(upTo: 4) })
        #expect(refuses([3, 0x61, 0x61]) { (r) throws(CompactReader.Malformed) in try r.text(upTo: 9) })
        #expect(refuses([1, 0xff]) { (r) throws(CompactReader.Malformed) in try r.text(upTo: 9) })
        #expect(refuses([1, 0x61]) { (r) throws(CompactReader.Malformed) in try r.text(upTo: 0) })
        #expect(refuses([1, 2, 3, 4, 5, 6, 7]) { (r) throws(CompactReader.Malformed) in try r.fixed() })
    }
}
