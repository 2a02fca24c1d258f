import CNetfilter
import Testing

@testable import Netlink

/// Reading what the kernel sends, also when it is cut or wrong.
@Suite struct NetlinkMessagesTests {
    private static let two: [UInt8] = {
        var writer = NetlinkWriter()
        writer.message(10, .request, sequence: 1) {
            $0.text(NFTA_TABLE_NAME, "first")
            $0.number(NFTA_TABLE_FLAGS, UInt32(5))
        }
        writer.message(11, .acknowledge, sequence: 2) { $0.data(NFTA_TABLE_NAME, []) }
        return writer.bytes
    }()

    private struct Found: Equatable {
        var types: [UInt16] = []
        var isComplete = false
    }

    private func read(_ bytes: some Collection<UInt8>) -> Found {
        Array(bytes).withUnsafeBytes { bytes in
            var found = Found()
            var messages = NetlinkMessages(bytes)
            while let message = messages.next() { found.types.append(message.type) }
            found.isComplete = messages.isComplete
            return found
        }
    }

    @Test func wholeDatagram() {
        #expect(read(Self.two) == Found(types: [10, 11], isComplete: true))
        #expect(read([]) == Found(types: [], isComplete: true))
    }

    /// Cut anywhere, it yields the messages before the cut and says that something is missing.
    @Test(arguments: 1..<two.count)
    func cutDatagram(_ length: Int) {
        let first = Int(Self.two[0])
        let expected = Found(types: length < first ? [] : [10], isComplete: length == first)
        #expect(read(Self.two[..<length]) == expected)
    }

    @Test(arguments: [0, 1, 15] as [UInt8])
    func lengthSmallerThanItsHeader(_ length: UInt8) {
        var bytes = Self.two
        bytes[0] = length
        #expect(read(bytes) == Found(types: [], isComplete: false))
    }

    @Test func lengthBeyondTheEnd() {
        var bytes = Self.two
        bytes[3] = 0xff
        #expect(read(bytes) == Found(types: [], isComplete: false))
    }

    @Test func attributesAfterTheHeader() throws {
        try Self.two.withUnsafeBytes { bytes in
            let message = try #require(NetlinkMessages(bytes).first { _ in true })
            let attributes = try #require(message.attributes(after: 0))
            #expect(attributes.first(NFTA_TABLE_NAME)?.text == "first")
            #expect(attributes.first(NFTA_TABLE_FLAGS)?.number() == UInt32(5))
            // A number of another size is none.
            #expect(attributes.first(NFTA_TABLE_FLAGS)?.number(UInt64.self) == nil)
            #expect(attributes.first(NFTA_TABLE_USE) == nil)
            #expect(message.attributes(after: 1000) == nil)
        }
    }

    @Test func attributeMarksAreNoPartOfTheType() throws {
        let bytes: [UInt8] = [4, 0, 1, 0xc0]
        bytes.withUnsafeBytes { #expect(NetlinkAttributes($0).map(\.type) == [1]) }
    }

    @Test(arguments: [[3, 0, 1, 0], [5, 0, 1, 0], [4, 0, 1], [0xff, 0xff, 1, 0]] as [[UInt8]])
    func brokenAttributesEndTheRun(_ bytes: [UInt8]) {
        let good: [UInt8] = [8, 0, 2, 0, 1, 2, 3, 4]
        (good + bytes).withUnsafeBytes { #expect(NetlinkAttributes($0).map(\.type) == [2]) }
    }

    @Test func textStopsAtNULAndSurvivesJunk() {
        let bytes: [UInt8] = [10, 0, 1, 0, 65, 0xff, 66, 0, 67, 68, 0, 0]
        bytes.withUnsafeBytes { bytes in
            #expect(NetlinkAttributes(bytes).map(\.text) == ["A\u{fffd}B"])
        }
    }
}
