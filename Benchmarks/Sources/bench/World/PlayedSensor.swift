import Foundation
import Store
import ThreatAPI
import ThreatModel

/// The program's sensor on ports of the loopback, and the server that it delivers to.
struct PlayedSensor {
    let process: RunningProcess
    let server: MeasuredServer
    private let ports: [AttackProtocol: UInt16]
    /// Who it pretends to be: always the same, because machines differ in what they print.
    private static let persona = "1"

    /// - Parameters:
    ///   - services: what it plays.
    ///   - address: where it finds its server, instead of asking it directly.
    init(_ bench: Bench, _ services: [AttackProtocol], through relay: ((MeasuredServer) throws -> UInt16)? = nil)
        async throws
    {
        let folder = bench.file("data")
        try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
        let store = try SQLiteStore(path: folder + "/sikker.sqlite")
        let token = try await Administration(store: store).createSensorToken(name: "benchmark").secret.text
        await store.close()
        let server = try MeasuredServer(bench, folder: folder)
        self.server = server
        let secret = bench.file("token")
        try Data((token + "\n").utf8).write(to: URL(filePath: secret))
        try FileManager.default.setAttributes([.posixPermissions: 0o600], ofItemAtPath: secret)
        var ports: [AttackProtocol: UInt16] = [:]
        for service in services { ports[service] = try Loopback.freePort() }
        self.ports = ports
        let listeners = services.flatMap { ["--listen", "\($0.name)=127.0.0.1:\(ports[$0] ?? 0)"] }
        process = try RunningProcess(
            bench.program,
            [
                "sensor", "--server", "http://127.0.0.1:\(try relay?(server) ?? server.port)", "--token-file", secret,
                "--data", bench.file("sensor"), "--persona", Self.persona, "--log-level", "warning",
            ] + listeners, log: bench.file("sensor.log"))
        for port in ports.values { try Loopback.wait(port: port) }
        try process.waitUntilIdle()
    }

    func port(of service: AttackProtocol) throws -> UInt16 {
        guard let port = ports[service] else { throw BenchmarkFailure("the sensor does not play \(service.name)") }
        return port
    }
}
