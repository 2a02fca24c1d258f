import APIClient
import Honeypots
import IPNetworks
import Logging
import Observability
import Sensor
import ServiceLifecycle
import Synchronization
import Testing
import ThreatModel

/// A whole sensor on loopback ports, as a program would run it.
struct RunningSensor: Sendable {
    let ports: [BoundListener]
    let registry: MetricsRegistry
    let health: HealthRegistry
    let log: CollectedLog

    func port(_ service: AttackProtocol) throws -> UInt16 {
        try #require(ports.first { $0.service == service }).port
    }

    /// Starts a sensor, runs the test, stops the sensor and waits for its end.
    static func run(
        in folder: TemporaryFolder, server: String, listeners: [ListenerConfiguration]? = nil,
        change: (inout SensorConfiguration) -> Void = { _ in }, _ test: (RunningSensor) async throws -> Void
    ) async throws {
        let loopback = IPAddress(v4: 0x7f00_0001)
        var configuration = SensorConfiguration(
            server: try ServerURL(server), token: try Credential("st_abcdefghijklmnop"), folder: folder.path + "/data",
            listeners: listeners ?? [ListenerConfiguration(.telnet, address: loopback, port: 0)])
        change(&configuration)
        let connections = HTTPConnections()
        let registry = MetricsRegistry()
        let health = HealthRegistry()
        let log = CollectedLog()
        let (listening, continuation) = AsyncStream.makeStream(of: [BoundListener].self)
        let service = SensorService(
            configuration, honeypots: [EchoHoneypot.self, SilentHoneypot.self, MuteHoneypot.self],
            connections: connections, metrics: registry, health: health, logger: log.logger,
            onListening: { continuation.yield($0) })
        let group = ServiceGroup(services: [service], logger: log.logger)
        let outcome: Result<Void, any Error>
        do {
            try await withThrowingTaskGroup(of: Void.self) { tasks in
                tasks.addTask {
                    defer { continuation.finish() }
                    try await group.run()
                }
                for await ports in listening {
                    do {
                        try await test(RunningSensor(ports: ports, registry: registry, health: health, log: log))
                    } catch {
                        await group.triggerGracefulShutdown()
                        throw error
                    }
                    await group.triggerGracefulShutdown()
                }
                try await tasks.waitForAll()
            }
            outcome = .success(())
        } catch {
            outcome = .failure(error)
        }
        await connections.shutdown()
        try outcome.get()
    }
}
