import APIClient
import IPNetworks
import Logging
import Observability
import Sensor
import ServiceLifecycle
import ThreatModel

enum SensorChild {
    /// Who it pretends to be: always the same, because devices differ in what they print.
    private static let persona: UInt64 = 1

    static func run(_ arguments: [String]) async throws {
        guard arguments.count == 4, let port = UInt16(arguments[1]) else {
            throw BenchmarkFailure("sensor FOLDER PORT SERVER-PORT TOKEN")
        }
        let logger = Logger(label: "sensor") { LineLogHandler(label: $0) }
        let connections = HTTPConnections()
        let sensor = SensorService(
            SensorConfiguration(
                server: try ServerURL("http://127.0.0.1:\(arguments[2])"), token: try Credential(arguments[3]),
                folder: arguments[0],
                listeners: [ListenerConfiguration(.telnet, address: IPAddress("127.0.0.1"), port: port)],
                personaSeed: persona),
            connections: connections, metrics: MetricsRegistry(), health: HealthRegistry(), logger: logger)
        try await ServiceGroup(services: [sensor], logger: logger).run()
    }
}
