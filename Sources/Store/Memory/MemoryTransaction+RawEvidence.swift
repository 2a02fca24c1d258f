import IPNetworks
import ThreatModel

extension MemoryTransaction {
    func sessions(of address: IPAddress, since time: Timestamp, limit: Int) -> [StoredSession] {
        let newestFirst = state.sessions.values.filter { $0.address == address && $0.lastEventAt >= time }
            .sorted { ($0.lastEventAt, $0.id) > ($1.lastEventAt, $1.id) }
        return Array(newestFirst.prefix(limit))
    }

    func forEachEvent(of session: StoredSession, _ body: (SessionEvent) throws -> Bool) throws {
        for event in events(inSession: session.id)
        where event.src == session.address && state.eventSensors[event.id] == session.sensor {
            guard try body(event) else { return }
        }
    }

    func forEachReport(about address: IPAddress, _ body: (StoredReport) throws -> Bool) throws {
        for report in reports(about: address, limit: .max) {
            guard try body(report) else { return }
        }
    }
}
