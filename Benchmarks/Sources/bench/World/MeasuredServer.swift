import Foundation

/// The program's server on a folder, as it is measured.
struct MeasuredServer {
    let process: RunningProcess
    let port: UInt16
    /// Seconds from the start of the process until it answered from its store.
    let start: Double

    /// - Parameters:
    ///   - port: any free one when `nil`.
    ///   - arguments: more of them.
    init(_ bench: Bench, folder: String, port: UInt16? = nil, arguments: [String] = []) throws {
        self.port = try port ?? Loopback.freePort()
        let began = ContinuousClock.now
        process = try RunningProcess(
            bench.program,
            ["server", "--data", folder, "--listen", "127.0.0.1:\(self.port)", "--log-level", "warning"] + arguments,
            log: bench.file("server.log"))
        try Loopback.wait(port: self.port, for: "/readyz")
        start = (ContinuousClock.now - began) / .seconds(1)
    }
}
