import Testing

@testable import Honeypots

/// The service on the loopback, for the time of one visit by a program.
enum SSHService {
    /// Runs a command; in it and in its input `PORT` stands for the service's port.
    static func visit(
        _ command: String, input: String = "", refused: Int = 0, on machine: SSHMachineChoice = .server,
        seed: UInt64 = 1, seconds: Int = 90
    ) throws -> (output: String, events: [SocketServer.Record]) {
        var settings = ReplaySettings()
        settings.refused = refused
        settings.ssh = machine
        settings.personaSeed = seed
        let server = try SocketServer(SSHHoneypot.self, settings.context(for: SSHHoneypot.self))
        defer { server.stop() }
        func placed(_ text: String) -> String { text.replacing("PORT", with: "\(server.port)") }
        let output = try ClientProgram.run(placed(command), input: Array(placed(input).utf8), seconds: seconds)
        return (output, server.events)
    }
}
