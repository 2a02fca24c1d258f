import IPNetworks
import Store
import Testing
import ThreatModel

@Suite("Raw evidence of one address")
struct RawEvidenceTests {
    @Test("Sessions come newest first, from a moment on", arguments: Engine.allCases)
    func sessions(_ engine: Engine) async throws {
        try await engine.withStore { (store) async throws in
            let ours = Sample.address(1)
            @Sendable func time(_ number: Int) -> Timestamp { Sample.start.advanced(by: .seconds(number)) }
            let sessions = (0..<12).map {
                Sample.session($0, of: $0 % 4 == 3 ? Sample.address(2) : ours, lastEventAt: time($0 / 2 * 2))
            }
            try await store.write { (transaction) throws in
                for session in sessions.shuffled() { try transaction.saveSession(session) }
            }
            let newestFirst = sessions.filter { $0.address == ours }
                .sorted { ($0.lastEventAt, $0.id) > ($1.lastEventAt, $1.id) }
            for (since, limit) in [(0, 99), (4, 99), (5, 2), (100, 9), (0, 0)] {
                let found = try await store.read { try $0.sessions(of: ours, since: time(since), limit: limit) }
                #expect(found == Array(newestFirst.filter { $0.lastEventAt >= time(since) }.prefix(limit)))
            }
        }
    }

    @Test("A session's events are its own sensor's and visitor's, until nobody wants more", arguments: Engine.allCases)
    func events(_ engine: Engine) async throws {
        try await engine.withStore { (store) async throws in
            let ours = Sample.address(1)
            let session = Sample.session(0, of: ours)
            let own = (0..<6).map { Sample.event($0, of: ours) }
            try await store.write { (transaction) throws in
                _ = try transaction.insertEvents(own.shuffled(), sensor: session.sensor)
                _ = try transaction.insertEvents([Sample.event(10, of: ours)], sensor: session.sensor + 1)
                _ = try transaction.insertEvents([Sample.event(11, of: Sample.address(2))], sensor: session.sensor)
                _ = try transaction.insertEvents([Sample.event(12, session: 1, of: ours)], sensor: session.sensor)
                // Sent again by another sensor: still the first one's.
                _ = try transaction.insertEvents([own[0]], sensor: session.sensor + 1)
            }
            for limit in [99, 3, 1] {
                let found = try await store.read { reader in
                    var found: [SessionEvent] = []
                    try reader.forEachEvent(of: session) { event in
                        found.append(event)
                        return found.count < limit
                    }
                    return found
                }
                #expect(found == Array(own.prefix(limit)))
            }
        }
    }

    @Test("Reports come newest first, until nobody wants more", arguments: Engine.allCases)
    func reports(_ engine: Engine) async throws {
        try await engine.withStore { (store) async throws in
            let reports = (0..<9).map { Sample.report($0 / 2) }
            try await store.write { (transaction) throws in
                for report in reports { try transaction.insertReport(report) }
                try transaction.insertReport(Sample.report(20, about: Sample.address(1)))
            }
            for limit in [99, 4, 1] {
                let found = try await store.read { reader in
                    var found: [StoredReport] = []
                    try reader.forEachReport(about: Sample.address(0)) { report in
                        found.append(report)
                        return found.count < limit
                    }
                    return found
                }
                #expect(found == Array(reports.reversed().prefix(limit)))
            }
        }
    }
}
