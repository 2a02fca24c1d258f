import CNetfilter
import Testing

@testable import Netlink

@Suite struct NetlinkWriterTests {
    @Test func messageLengthExcludesPadding() {
        var writer = NetlinkWriter()
        writer.message(0x1234, [.request, .acknowledge], sequence: 7) {
            $0.data(NFTA_DATA_VALUE, [1, 2, 3])
        }
        #expect(
            writer.bytes == [
                24, 0, 0, 0,  // length, with the padding of the attribute inside
                0x34, 0x12, 5, 0,  // type, flags
                7, 0, 0, 0,  // sequence
                0, 0, 0, 0,  // port
                7, 0, 1, 0,  // attribute: length without padding, type
                1, 2, 3, 0,
            ])
    }

    @Test func numbersAreBigEndian() {
        var writer = NetlinkWriter()
        writer.number(NFTA_DATA_VALUE, UInt16(0x0102))
        writer.number(NFTA_DATA_VALUE, UInt64(0x0102_0304_0506_0708))
        #expect(writer.bytes == [6, 0, 1, 0, 1, 2, 0, 0] + [12, 0, 1, 0, 1, 2, 3, 4, 5, 6, 7, 8])
    }

    @Test(arguments: [("", [5, 0, 1, 0, 0, 0, 0, 0]), ("abc", [8, 0, 1, 0, 97, 98, 99, 0])])
    func textEndsWithNUL(_ text: String, _ bytes: [UInt8]) {
        var writer = NetlinkWriter()
        writer.text(NFTA_DATA_VALUE, text)
        #expect(writer.bytes == bytes)
    }

    @Test func nestedAttributesAreMarkedAndMeasured() {
        var writer = NetlinkWriter()
        writer.nested(NFTA_LIST_ELEM) {
            $0.nested(NFTA_LIST_ELEM) { $0.data(NFTA_DATA_VALUE, [9]) }
        }
        #expect(writer.bytes == [16, 0, 1, 0x80, 12, 0, 1, 0x80, 5, 0, 1, 0, 9, 0, 0, 0])
    }

    @Test func flagsAreAddedToTheRightMessage() {
        var writer = NetlinkWriter()
        writer.message(1, .request, sequence: 1) { _ in }
        let second = writer.bytes.count
        writer.message(2, .request, sequence: 2) { _ in }
        writer.add(.acknowledge, toMessageAt: second)
        #expect(writer.bytes[6] == 1)
        #expect(writer.bytes[second + 6] == 5)
    }

    @Test func flagsOutsideAreIgnored() {
        var writer = NetlinkWriter()
        writer.add(.acknowledge, toMessageAt: 0)
        #expect(writer.bytes.isEmpty)
    }
}
