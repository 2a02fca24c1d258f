import Foundation
import TestHosts
import TestWire

/// The Python programs beside this file.
enum FacadeClient {
    private static let folder = URL(filePath: #filePath).deletingLastPathComponent().appending(path: "Clients")

    static func command(_ program: String, _ arguments: [String]) -> [String] {
        ["env", "PYTHONDONTWRITEBYTECODE=1", PythonProgram.path("python"), folder.appending(path: program).path]
            + arguments
    }

    /// Runs one to its end and returns what it printed. When it is not content, throws that and what the server says.
    static func run(_ program: String, with server: WireServer, _ arguments: String...) async throws -> String {
        let command = command(program, arguments)
        return try await TestThread.run {
            let (status, output) = try TestProcess(command).wait()
            guard status == 0 else {
                let state = server.isRunning ? "which runs" : "which has ended"
                throw TestHostError.failed(
                    command, status: status, output: "\(output)\nThe server, \(state): \(server.log.suffix(4000))")
            }
            return output
        }
    }
}
