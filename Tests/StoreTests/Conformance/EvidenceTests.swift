import IPNetworks
import Store
import Testing
import ThreatModel

@Suite("Events, sessions, reports")
struct EvidenceTests {
    @Test("An event is stored once, whoever sends its id again", arguments: Engine.allCases)
    func deduplication(_ engine: Engine) async throws {
        try await engine.withStore { (store) async throws in
            let first = try await store.write {
                try $0.insertEvents([Sample.event(1), Sample.event(2), Sample.event(1)], sensor: 1)
            }
            #expect(first == [true, true, false])
            let second = try await store.write {
                try $0.insertEvents([Sample.event(2), Sample.event(3)], sensor: 2)
            }
            #expect(second == [false, true])
            let stored = try await store.read { try $0.events(inSession: Sample.event(1).session) }
            #expect(stored == [Sample.event(1), Sample.event(2), Sample.event(3)])
        }
    }

    @Test("Fields come back byte for byte", arguments: Engine.allCases)
    func fields(_ engine: Engine) async throws {
        try await engine.withStore { (store) async throws in
            var event = Sample.event(1)
            var everyScalar = String()
            for value in [0...0xd7ff, 0xe000...0xffff, 0x1f600...0x1f610].joined() {
                if let scalar = UnicodeScalar(value as Int) { everyScalar.unicodeScalars.append(scalar) }
            }
            event.fields["all"] = everyScalar
            event.fields["name \"quoted\"\u{0}"] = "\\"
            event.fields.set("raw", bytes: Array(0...255))
            let expected = event
            try await store.write { _ = try $0.insertEvents([expected], sensor: 1) }
            #expect(try await store.read { try $0.events(inSession: expected.session) } == [expected])
        }
    }

    @Test("Events of an address come newest first, over its sessions", arguments: Engine.allCases)
    func eventsOfAddress(_ engine: Engine) async throws {
        try await engine.withStore { (store) async throws in
            let ours = Sample.address(1)
            let events = (0..<40).map { Sample.event($0, session: $0 % 4, of: $0 % 4 == 3 ? Sample.address(2) : ours) }
            try await store.write { (transaction) throws in
                _ = try transaction.insertEvents(events.shuffled(), sensor: 1)
                for session in 0..<4 {
                    try transaction.saveSession(
                        Sample.session(
                            session, of: session == 3 ? Sample.address(2) : ours,
                            lastEventAt: Sample.start.advanced(by: .seconds(36 + session))))
                }
            }
            let expected = Array(events.filter { $0.src == ours }.reversed())
            let found = try await store.read { try $0.events(of: ours, limit: 7) }
            #expect(found == Array(expected.prefix(7)))
        }
    }

    @Test("A session is replaced by its newer state", arguments: Engine.allCases)
    func sessions(_ engine: Engine) async throws {
        try await engine.withStore { (store) async throws in
            var session = Sample.session(4)
            let first = session
            try await store.write { try $0.saveSession(first) }
            #expect(try await store.read { try $0.session(first.id) } == first)
            session.eventCount = 77
            session.detection = []
            session.ended = true
            let second = session
            try await store.write { try $0.saveSession(second) }
            #expect(try await store.read { try $0.session(first.id) } == second)
            #expect(try await store.read { try $0.session(Sample.id(5)) } == nil)
        }
    }

    @Test("Reports are kept one by one, newest first", arguments: Engine.allCases)
    func reports(_ engine: Engine) async throws {
        try await engine.withStore { (store) async throws in
            try await store.write { (transaction) throws in
                for number in 0..<10 { try transaction.insertReport(Sample.report(number)) }
                try transaction.insertReport(Sample.report(9))
                try transaction.insertReport(Sample.report(20, about: Sample.address(1)))
            }
            let found = try await store.read { try $0.reports(about: Sample.address(0), limit: 3) }
            #expect(found == [Sample.report(9), Sample.report(9), Sample.report(8)])
        }
    }
}
