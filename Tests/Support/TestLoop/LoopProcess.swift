import Glibc
package import TestHosts

/// A long-running program inside a host, with its output in a file. Ended when this object goes.
package final class LoopProcess: Sendable {
    package let name: String
    private let process: TestProcess
    private let folder: LoopFolder
    private var logName: String { name + ".log" }

    /// - Parameters:
    ///   - name: for its log, which goes on where an earlier process of that name stopped.
    ///   - environment: on top of the test's own.
    package init(
        _ name: String, _ arguments: [String], environment: [String] = [], in host: TestHost, folder: LoopFolder
    ) async throws {
        self.name = name
        self.folder = folder
        let log = folder.file(name + ".log")
        let command = ["sh", "-c", "log=$1; shift; exec \"$@\" >>\"$log\" 2>&1", "sh", log, "env"]
        process = try await host.start(command + environment + arguments)
    }

    /// Everything it has printed.
    package var log: String { folder.text(of: logName) }
    package var id: Int32 { process.id }

    package func kill(_ signal: Int32) { process.kill(signal) }

    /// With SIGKILL; returns when it is gone. Blocks.
    package func killAtOnce() {
        process.kill(SIGKILL)
        _ = process.wait()
    }

    /// With SIGTERM. Blocks until it has ended; returns its exit status.
    package func stop() -> Int32 {
        process.kill(SIGTERM)
        return process.wait().status
    }

    /// Waits until it has printed `text`, `times` times altogether. Blocks.
    package func waitForLog(_ text: String, times: Int = 1, seconds: Double = 120) throws {
        try LoopWait.until("\(name) prints '\(text)'", seconds: seconds, { log }) {
            log.split(separator: text, omittingEmptySubsequences: false).count > times
        }
    }
}
