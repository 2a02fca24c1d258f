import Foundation

/// A server on a folder, as it is measured.
struct MeasuredServer {
    let process: RunningProcess
    let port: UInt16
    /// Seconds from the start of the process until it answered from its store.
    let start: Double

    init(_ bench: Bench, folder: String) throws {
        port = try Loopback.freePort()
        let began = ContinuousClock.now
        process = try Child.start(.server, [folder, "\(port)"], log: bench.file("server.log"))
        try Loopback.wait(port: port, for: "/readyz")
        start = (ContinuousClock.now - began) / .seconds(1)
    }
}
