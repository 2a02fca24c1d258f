import Foundation
import IPNetworks
import Testing
import ThreatModel

@testable import Sensor

@Suite struct EventLineTests {
    /// The model's own coding is the reference: what is written by hand must read back as the same event.
    @Test func readsBackAsTheSameEvent() throws {
        var generator = SeededRandom(seed: 3)
        for round in 0..<300 {
            var fields = EventFields()
            for index in 0..<Int.random(in: 0...8, using: &generator) {
                fields.set("field_\(index)", bytes: generator.bytes(Int.random(in: 0...60, using: &generator)))
            }
            fields["text"] = String(
                (0..<20).map { _ in Character(Unicode.Scalar(UInt8.random(in: 0...127, using: &generator))) })
            let isIPv6 = round % 2 == 0
            let address =
                isIPv6
                ? IPAddress(v6: UInt128(generator.next()) << 64)
                : IPAddress(v4: UInt32(truncatingIfNeeded: generator.next()))
            let time = Timestamp(milliseconds: Int64.random(in: -5...4_000_000_000_000, using: &generator))
            let event = SessionEvent(
                id: UUIDv7(at: time, using: &generator), session: UUIDv7(at: time, using: &generator),
                seq: UInt32.random(in: 0...UInt32.max, using: &generator), at: time,
                protocol: try #require(AttackProtocol.allCases.randomElement(using: &generator)),
                transport: isIPv6 ? .udp : .tcp, dstPort: UInt16(truncatingIfNeeded: generator.next()), src: address,
                srcPort: UInt16(truncatingIfNeeded: generator.next()),
                kind: try #require(EventKind.allCases.randomElement(using: &generator)), fields: fields)
            let line = EventLine.encode(event)
            let read = try JSONDecoder().decode(SessionEvent.self, from: Data(line))
            #expect(read == event)
            #expect(!line.contains(UInt8(ascii: "\n")))
        }
    }

    @Test func isWrittenAsTheWireHasIt() {
        let event = Samples.event(
            3, kind: .auth, fields: ["username": "root", "password": "a\"b", "method": "password"])
        #expect(
            String(decoding: EventLine.encode(event), as: UTF8.self) == """
                {"id":"\(event.id)","session":"00000000-0000-0000-0000-000000000abc","seq":3,"at":1790000000000,\
                "protocol":"telnet","transport":"tcp","dstPort":2323,"src":"198.51.100.9","srcPort":40000,"kind":"auth",\
                "fields":{"method":"password","password":"a\\"b","username":"root"}}
                """)
    }

    @Test(arguments: [("body", "\u{1}"), ("body", "€"), ("body", "A"), ("body_b64", "QUFB")])
    func tooLargeEventsAreCutNotLost(name: String, unit: String) throws {
        let long = String(repeating: unit, count: 300_000 / unit.utf8.count)
        let event = Samples.event(1, kind: .request, fields: [name: long, "path": "/x", "headers": long])
        let line = EventLine.encode(event)
        #expect(line.count <= EventLine.maximumBytes)
        let read = try JSONDecoder().decode(SessionEvent.self, from: Data(line))
        #expect(read.fields["truncated"] == "true")
        #expect(read.fields["path"] == "/x")
        let kept = try #require(read.fields[name])
        #expect(kept.utf8.count > 10_000)
        #expect(long.hasPrefix(kept))
        if name.hasSuffix("_b64") { #expect(Data(base64Encoded: kept) != nil) }
    }

    @Test func manySmallFieldsAreBoundedToo() throws {
        let fields = EventFields(Dictionary(uniqueKeysWithValues: (0..<20_000).map { ("name-\($0)", "value") }))
        let line = EventLine.encode(Samples.event(1, fields: fields))
        #expect(line.count <= EventLine.maximumBytes)
        _ = try JSONDecoder().decode(SessionEvent.self, from: Data(line))
    }
}
