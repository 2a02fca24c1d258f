import APIClient
import IPNetworks
import Testing
import ThreatModel

@testable import Blocklists

struct StreamedListTests {
    private static func event(_ change: BlacklistChange?, _ sequence: UInt64?) -> BlacklistEvent {
        BlacklistEvent(change, cursor: sequence.map { .at($0) })
    }

    private static func add(_ number: UInt32, _ sequence: UInt64?) -> BlacklistEvent {
        event(.add(IPAddress(v4: number), confidenceLevel: 90), sequence)
    }

    @Test func changesInARowAreOne() throws {
        var list = StreamedList()
        let meanings = try list.take([
            Self.add(1, 1), Self.event(.remove(IPAddress(v4: 2)), 2), Self.event(nil, 3), Self.add(3, nil),
        ])
        #expect(
            meanings == [
                .changes([.add(IPAddress(v4: 1)), .remove(IPAddress(v4: 2))], .at(2)), .current(.at(3)),
                // Without a place of its own it stands at the one before.
                .changes([.add(IPAddress(v4: 3))], .at(2)),
            ])
    }

    @Test func aListIsOneHoweverItIsCutIntoPieces() throws {
        let events =
            [Self.event(.reset, 0)] + (0..<50).map { Self.add($0 * 3, 0) } + [Self.event(.ready, 9), Self.add(7, 10)]
        let expected: [StreamedList.Meaning] = [
            .list(IPAddressSet((0..<50).map { IPRange(IPAddress(v4: $0 * 3)) }), .at(9)),
            .changes([.add(IPAddress(v4: 7))], .at(10)),
        ]
        for size in 1...events.count {
            var list = StreamedList()
            var meanings: [StreamedList.Meaning] = []
            for start in stride(from: 0, to: events.count, by: size) {
                meanings += try list.take(Array(events[start..<min(start + size, events.count)]))
            }
            #expect(meanings == expected)
            #expect(!list.isIncomplete)
        }
    }

    @Test func aSecondResetBeginsAnew() throws {
        var list = StreamedList()
        let meanings = try list.take([
            Self.event(.reset, 0), Self.add(1, 0), Self.event(nil, 5), Self.event(.reset, 0), Self.add(2, 0),
            Self.event(.ready, 6),
        ])
        #expect(meanings == [.list(IPAddressSet([IPRange(IPAddress(v4: 2))]), .at(6))])
    }

    @Test func limitsHold() throws {
        var list = StreamedList(limit: 3)
        _ = try list.take([Self.event(.reset, 0), Self.add(1, 0), Self.add(2, 0), Self.add(3, 0)])
        #expect(throws: StreamedList.Fault.tooManyAddresses(limit: 3)) { try list.take([Self.add(4, 0)]) }
        var other = StreamedList()
        _ = try other.take([Self.event(.reset, 0)])
        #expect(throws: StreamedList.Fault.removalInList) {
            try other.take([Self.event(.remove(IPAddress(v4: 1)), 1)])
        }
    }
}
