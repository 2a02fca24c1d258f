import Detection
import Foundation
import IPNetworks
import TestWire
import ThreatModel

/// A server that knows addresses of every kind: one for each behaviour of the catalogue, one for each category of reports, of
/// both families, seen often and once.
enum EveryRecord {
    /// Sends all of it and returns how many addresses that is.
    static func send(to server: WireServer, key: String) async throws -> Int {
        let token = try await server.sensorToken()
        let behaviours = try DetectionCatalogue.builtIn().behaviours
        let now = Timestamp(milliseconds: Int64(Date().timeIntervalSince1970 * 1000))
        let encoder = JSONEncoder()
        var lines = ""
        for (number, behaviour) in behaviours.enumerated() {
            for event in try visit(behaviour, number: number, at: now) {
                lines += String(decoding: try encoder.encode(event), as: UTF8.self) + "\n"
            }
        }
        let answer = try await server.post("/v1/sensor/events", key: token, type: "application/x-ndjson", lines)
        guard answer.status == 200 else { throw WireError.malformed(answer.text) }
        for category in ReportCategory.allCases {
            for address in ["45.67.1.\(category.rawValue)", "2a00:67::\(category.rawValue)"] {
                try await server.report(address, category: category.name, key: key)
            }
        }
        // One that was both seen and reported.
        try await server.report("45.66.0.1", key: key)
        return behaviours.count + 2 * ReportCategory.allCases.count
    }

    /// The events of the sessions that show a behaviour, from an address of its own.
    private static func visit(_ behaviour: Behaviour, number: Int, at now: Timestamp) throws -> [SessionEvent] {
        guard let example = behaviour.examples.first else { throw CocoaError(.formatting) }
        let start = now.advanced(by: .seconds(-3600))
        var sessions: [UUIDv7: UUIDv7] = [:]
        let address = IPAddress(v4: 45 << 24 | 66 << 16 | UInt32(number))
        return example.sessionEvents(startingAt: start).map { event in
            var event = event
            event.id = UUIDv7(at: start)
            let session = sessions[event.session] ?? UUIDv7(at: start)
            sessions[event.session] = session
            event.session = session
            event.src = address
            return event
        }
    }
}
