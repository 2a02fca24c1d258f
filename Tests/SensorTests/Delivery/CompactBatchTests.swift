import Foundation
import IPNetworks
import Testing
import ThreatModel

@testable import Sensor

@Suite struct CompactBatchTests {
    private static func event(_ session: UInt128, _ seq: UInt32, _ fields: EventFields = [:]) -> SessionEvent {
        SessionEvent(
            id: UUIDv7(at: Samples.time, number: seq, of: UUIDv7(bits: session)), session: UUIDv7(bits: session),
            seq: seq, at: Samples.time, protocol: .ssh, transport: .tcp, dstPort: 22, src: Samples.visitor,
            srcPort: 40_000, kind: .command, fields: fields)
    }

    private static func lines(_ events: [SessionEvent]) -> [UInt8] {
        events.flatMap { EventLine.encode($0) + [UInt8(ascii: "\n")] }
    }

    private static func objects(_ lines: [UInt8]) throws -> [[String: Any]] {
        try lines.split(separator: UInt8(ascii: "\n")).map {
            try #require(try JSONSerialization.jsonObject(with: Data($0)) as? [String: Any])
        }
    }

    @Test func theFirstEventOfASessionTellsItsPlace() throws {
        let lines = Self.lines([
            Self.event(1, 0), Self.event(2, 0), Self.event(1, 1, ["command": "id"]), Self.event(2, 1),
        ])
        let objects = try Self.objects(CompactBatch.compact(lines))
        #expect(objects.map { $0["src"] != nil } == [true, true, false, false])
        #expect(objects.allSatisfy { $0["id"] == nil })
        #expect(objects.map(\.count) == [9, 9, 5, 5])
        #expect((objects[2]["fields"] as? [String: String]) == ["command": "id"])
        #expect(objects[2]["kind"] as? String == "command")
    }

    @Test func whatAVisitorWroteStaysAsItIs() throws {
        let hostile = ",\"protocol\":\"x\",\"kind\":\"y\"}\n"
        let lines = Self.lines([Self.event(1, 0, ["command": hostile]), Self.event(1, 1, ["command": hostile])])
        let objects = try Self.objects(CompactBatch.compact(lines))
        for object in objects { #expect((object["fields"] as? [String: String]) == ["command": hostile]) }
    }

    @Test func linesOfAnotherFormAreLeftAlone() {
        let lines = Array("{}\nnonsense\n\n".utf8)
        #expect(CompactBatch.compact(lines) == lines)
    }

    @Test func identifiersOfOneSessionDifferAndSort() {
        let session = UUIDv7(at: Samples.time)
        let ids = [0, 1, 4095, 4096, 9000].map { UUIDv7(at: Samples.time, number: $0, of: session) }
        #expect(Set(ids).count == ids.count)
        #expect(ids[0] < ids[1] && ids[1] < ids[2])
        #expect(ids.allSatisfy { $0.time == Samples.time })
        #expect(ids.allSatisfy { "\($0)".split(separator: "-")[2].first == "7" })
    }
}
