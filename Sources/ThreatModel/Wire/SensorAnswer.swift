/// The answer of `POST /v1/sensor/events`: how many of the batch's events are durable now, repeated ones included.
package struct SensorAnswer: Codable, Equatable, Sendable {
    package var acked: Int

    package init(acked: Int) { self.acked = acked }
}
