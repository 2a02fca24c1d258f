import NIOHTTP1
package import ThreatModel

extension APIClient {
    /// Hands a batch of session events over (`POST /v1/sensor/events`). They are durable on the server when this returns; a
    /// batch sent again is acknowledged again and stored once.
    ///
    /// - Parameter lines: one JSON object a line, as ``ThreatModel/SessionEvent`` encodes.
    package func sendSensorEvents(_ lines: [UInt8]) async throws(APIError) -> SensorAnswer {
        let compressed = Gzip.compress(lines)
        return try await answer(
            SensorAnswer.self,
            to: APIRequest(
                method: .POST, path: "/v1/sensor/events", body: compressed ?? lines,
                contentType: "application/x-ndjson", isGzipped: compressed != nil))
    }
}
