import Foundation
import ThreatModel

/// The program's sensor on ports of the loopback, and the server that it delivers to.
struct PlayedSensor {
    let process: RunningProcess
    let server: MeasuredServer
    private let ports: [AttackProtocol: UInt16]

    /// - Parameters:
    ///   - services: what it plays.
    ///   - persona: who it pretends to be: the same unless it matters, because machines differ in what they print.
    ///   - relay: given the server, says on which port the sensor is to look for it.
    init(
        _ bench: Bench, _ services: [AttackProtocol], persona: Int = 1,
        through relay: ((MeasuredServer) throws -> UInt16)? = nil
    )
        throws
    {
        let folder = bench.file("data-\(persona)")
        try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
        let secret = bench.file("token-\(persona)")
        guard
            try Run.measured(
                bench.program, ["key", "create", "--sensor", "--label", "benchmark", "--data", folder], output: secret
            ).exitStatus == 0
        else { throw BenchmarkFailure("no token for a sensor") }
        try FileManager.default.setAttributes([.posixPermissions: 0o600], ofItemAtPath: secret)
        let server = try MeasuredServer(bench, folder: folder)
        self.server = server
        var ports: [AttackProtocol: UInt16] = [:]
        for service in services { ports[service] = try Loopback.freePort() }
        self.ports = ports
        let listeners = services.flatMap { ["--listen", "\($0.name)=127.0.0.1:\(ports[$0] ?? 0)"] }
        process = try RunningProcess(
            bench.program,
            [
                "sensor", "--server", "http://127.0.0.1:\(try relay?(server) ?? server.port)", "--token-file", secret,
                "--data", bench.file("sensor-\(persona)"), "--persona", "\(persona)", "--log-level", "warning",
            ] + listeners, log: bench.file("sensor.log"))
        for port in ports.values { try Loopback.wait(port: port) }
        try process.waitUntilIdle()
    }

    func port(of service: AttackProtocol) throws -> UInt16 {
        guard let port = ports[service] else { throw BenchmarkFailure("the sensor does not play \(service.name)") }
        return port
    }
}
