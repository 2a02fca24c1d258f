import Foundation
import IPNetworks
import NIOHTTP1
import Store
import Testing
import ThreatModel

@testable import ThreatAPI

extension ServerTests {
    @Suite("POST /v1/sensor/events")
    struct SensorEventsTests {
        static let path = "/v1/sensor/events"

        @Test("Events are durable when they are acknowledged, byte for byte")
        func stored() async throws {
            try await TestServer.run { (server) async throws in
                let token = try await server.sensorToken()
                var visit = try TestVisit(of: "45.66.1.2")
                var fields = EventFields()
                fields.set("raw", bytes: Array(0...255))
                fields["text"] = "é😀\u{0}\"\\\n"
                visit.add(.connect)
                visit.add(.raw, fields)
                #expect(try await server.send(visit.events, token: token).text == "{\"acked\":2}\n")
                let (session, events) = (visit.session, visit.events)
                #expect(try await server.store.read { try $0.events(inSession: session) } == events)
                let stored = try #require(try await server.store.read { try $0.session(session) })
                #expect(stored.eventCount == 2 && !stored.ended && stored.address == visit.address)
            }
        }

        @Test("A batch may come compressed, and in any portions of one session")
        func gzipAndPortions() async throws {
            try await TestServer.run { (server) async throws in
                let (key, token) = (try await server.key(), try await server.sensorToken())
                let visit = try TestVisit.dropper("45.66.1.2")
                for event in visit.events {
                    let lines = try TestVisit.lines([event])
                    var packed: [UInt8] = GzipFraming.header
                    try lines.withUnsafeBytes { bytes in
                        try Deflater(level: 6).append(bytes, ending: .finish, to: &packed)
                        packed += GzipFraming.trailer(
                            checksum: GzipFraming.checksum(0, appending: bytes), length: bytes.count)
                    }
                    let response = try await server.send(
                        .POST, Self.path, key: token, headers: [("Content-Encoding", "gzip")], body: packed)
                    #expect(response.text == "{\"acked\":1}\n")
                }
                let answer = try CheckTests.decode(try await server.get("/v1/key/check/45.66.1.2", key: key))
                #expect(answer.totalSessions == 1 && answer.totalEvents == 5 && answer.confidenceLevel >= 70)
            }
        }

        @Test("Where a session takes place need be told once in a batch")
        func places() async throws {
            try await TestServer.run { (server) async throws in
                let token = try await server.sensorToken()
                func line(_ seq: Int, _ place: String) -> String {
                    let id = place.isEmpty ? "" : #""id":"019cb1b0-0000-7000-8000-00000000000\#(seq)","#
                    return "{" + id + #""session":"019cb1b0-0000-7000-8000-000000000000","#
                        + #""seq":\#(seq),"at":1772442000000\#(place),"kind":"connect"}"# + "\n"
                }
                let place =
                    #","protocol":"ssh","transport":"tcp","dstPort":22,"src":"45.66.1.9","srcPort":50000"#
                let answer = try await server.send(
                    .POST, Self.path, key: token, body: Array((line(0, place) + line(1, "")).utf8))
                #expect(answer.text == "{\"acked\":2}\n")
                let session = try #require(UUIDv7("019cb1b0-0000-7000-8000-000000000000"))
                let events = try await server.store.read { try $0.events(inSession: session) }
                #expect(events.map(\.seq) == [0, 1])
                #expect("\(events[1].id)" == "019cadc6-9a80-7001-8000-000000000000")
                #expect(Set(events.map(\.src)) == [IPAddress("45.66.1.9")])
                #expect(Set(events.map(\.dstPort)) == [22])
                // A batch tells it for itself, and in part is not told.
                for lines in [line(2, ""), line(2, place) + line(3, #","src":"45.66.1.9""#)] {
                    let refused = try await server.send(.POST, Self.path, key: token, body: Array(lines.utf8))
                    #expect(refused.status == 400)
                    #expect(refused.text.contains("'protocol' is missing"))
                }
            }
        }

        @Test("A small body that unfolds into gigabytes is refused")
        func bomb() async throws {
            try await TestServer.run { (server) async throws in
                let token = try await server.sensorToken()
                var packed = GzipFraming.header
                let zeros = [UInt8](repeating: 0x20, count: 1 << 20)
                let deflater = try Deflater(level: 9)
                for _ in 0..<64 { try zeros.withUnsafeBytes { try deflater.append($0, ending: .flush, to: &packed) } }
                #expect(packed.count < 1 << 20)
                let response = try await server.send(
                    .POST, Self.path, key: token, headers: [("Content-Encoding", "gzip")], body: packed)
                #expect(response.status == 413 && response.error == "the body may have at most 4194304 bytes")
                let cut = try await server.send(
                    .POST, Self.path, key: token, headers: [("Content-Encoding", "gzip")], body: Array(packed[..<100]))
                #expect(cut.status == 400 && cut.error == "the body is not valid gzip")
                let brotli = try await server.send(
                    .POST, Self.path, key: token, headers: [("Content-Encoding", "br")], body: [1])
                #expect(brotli.status == 415)
            }
        }

        @Test("A line that is no event is named by its number, and nothing of the batch is stored")
        func badLine() async throws {
            try await TestServer.run { (server) async throws in
                let token = try await server.sensorToken()
                let visit = try TestVisit.dropper("45.66.1.2")
                let good = String(decoding: try TestVisit.lines(visit.events), as: UTF8.self)
                for (line, sentence) in [
                    ("{}", "line 6: 'session' is missing"), ("nonsense", "line 6: a JSON object is expected"),
                    (
                        good.split(separator: "\n")[0].replacing("telnet", with: "gopher"),
                        "line 6: 'protocol' must be one of"
                    ),
                ] {
                    let response = try await server.send(
                        .POST, Self.path, key: token, body: Array((good + line + "\n").utf8))
                    #expect(response.status == 400 && response.error.hasPrefix(sentence), "\(response.error)")
                }
                let session = visit.session
                #expect(try await server.store.read { try $0.events(inSession: session) }.isEmpty)
            }
        }

        @Test("Bodies share a room: when it is full the next is put off, and every one leaves it as it was")
        func room() async throws {
            try await TestServer.run { (server) async throws in
                let token = try await server.sensorToken()
                let events = try TestVisit.dropper("45.66.1.2").events
                #expect(server.state.bodyRoom.take(BodyRoom.defaultByteCount))
                let putOff = try await server.send(events, token: token)
                #expect(putOff.status == 503 && putOff["Retry-After"] == "1")
                #expect(putOff.error == "the server is receiving too much at once; try again in a moment")
                server.state.bodyRoom.giveBack(BodyRoom.defaultByteCount)
                #expect(try await server.send(events, token: token).status == 200)
                let broken = try await server.send(
                    .POST, Self.path, key: token, headers: [("Content-Encoding", "gzip")], body: Array("no gzip".utf8))
                #expect(broken.status == 400 && broken.error == "the body is not valid gzip")
                #expect(server.state.bodyRoom.take(BodyRoom.defaultByteCount))
                #expect(!server.state.bodyRoom.take(1))
            }
        }

        @Test("More events than a batch may hold are refused")
        func tooMany() async throws {
            try await TestServer.run { (server) async throws in
                let token = try await server.sensorToken()
                var visit = try TestVisit(of: "45.66.1.2")
                for _ in 0...SensorBatch.maximumEvents { visit.add(.connect) }
                let response = try await server.send(visit.events, token: token)
                #expect(response.status == 413 && response.error == "a batch may hold at most 5000 events")
                #expect(
                    try await server.send(Array(visit.events.dropLast()), token: token).text == "{\"acked\":5000}\n")
            }
        }

        @Test("Only a sensor's token opens it, and it opens nothing else")
        func tokens() async throws {
            try await TestServer.run { (server) async throws in
                let (key, token) = (try await server.key(), try await server.sensorToken())
                for wrong in [nil, key, "st_unknown"] {
                    let response = try await server.send(.POST, Self.path, key: wrong)
                    #expect(response.status == 401 && response.error.contains("st_…"))
                    #expect(response["WWW-Authenticate"] == "Bearer")
                }
                #expect(try await server.get("/v1/key/check/1.1.1.1", key: token).status == 401)
                #expect(try await server.get("/v1/key/blacklist", key: token).status == 401)
                #expect(try await server.send(.POST, Self.path, key: token).text == "{\"acked\":0}\n")
            }
        }

        @Test("What a lent sensor alone saw stays below the default list; the operator's own is believed")
        func lentSensor() async throws {
            try await TestServer.run { (server) async throws in
                let key = try await server.key()
                _ = try await server.administration.createAccount(named: "friend", trusted: false)
                let lent = try await server.sensorToken(account: "friend")
                _ = try await server.send(try TestVisit.dropper("45.66.1.2").events, token: lent)
                let alone = try CheckTests.decode(try await server.get("/v1/key/check/45.66.1.2", key: key))
                #expect(alone.found && alone.confidenceLevel < 50)
                let own = try await server.sensorToken()
                _ = try await server.send(try TestVisit.dropper("45.66.1.2", number: 2).events, token: own)
                let both = try CheckTests.decode(try await server.get("/v1/key/check/45.66.1.2", key: key))
                #expect(both.confidenceLevel >= 70 && both.totalSessions == 2)
            }
        }

        @Test("Visits from private networks are stored and not scored")
        func privateNetwork() async throws {
            try await TestServer.run { (server) async throws in
                let (key, token) = (try await server.key(), try await server.sensorToken())
                let visit = try TestVisit.dropper("10.0.0.7")
                #expect(try await server.send(visit.events, token: token).status == 200)
                #expect(try await server.get("/v1/key/check/10.0.0.7", key: key).text.contains(#""found":false"#))
                let session = visit.session
                #expect(try await server.store.read { try $0.events(inSession: session) }.count == 5)
            }
        }

        @Test("A sensor whose clock is ahead does not make evidence of the future")
        func clockAhead() async throws {
            try await TestServer.run { (server) async throws in
                let (key, token) = (try await server.key(), try await server.sensorToken())
                let ahead = ManualClock.start.advanced(by: .seconds(400 * 86_400))
                _ = try await server.send(try TestVisit.dropper("45.66.1.2", at: ahead).events, token: token)
                let answer = try CheckTests.decode(try await server.get("/v1/key/check/45.66.1.2", key: key))
                #expect(answer.lastSeen == ManualClock.start.rfc3339)
            }
        }

        @Test("A session's number that another sensor uses too says nothing about either")
        func stolenSession() async throws {
            try await TestServer.run { (server) async throws in
                let (key, first) = (try await server.key(), try await server.sensorToken())
                let second = try await server.sensorToken()
                let visit = try TestVisit.dropper("45.66.1.2")
                _ = try await server.send(Array(visit.events[..<1]), token: first)
                _ = try await server.send(Array(visit.events[1...]), token: second)
                let answer = try CheckTests.decode(try await server.get("/v1/key/check/45.66.1.2", key: key))
                #expect(answer.totalEvents == 1 && answer.behaviors?.contains { $0.severity >= .high } == false)
            }
        }
    }
}
