import APIClient
import ThreatModel

/// Who takes batches: the server, or a test's idea of one.
protocol EventServer: Sendable {
    func send(_ lines: [UInt8]) async -> Result<SensorAnswer, APIError>
}

extension APIClient: EventServer {
    func send(_ lines: [UInt8]) async -> Result<SensorAnswer, APIError> {
        do {
            return .success(try await sendSensorEvents(CompactBatch.compact(lines)))
        } catch {
            return .failure(error)
        }
    }
}
