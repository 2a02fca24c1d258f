import Foundation
import Synchronization

/// Contributors who report one address after the other, each on a connection of their own, until they are stopped.
final class Reporting: Sendable {
    private static let connections = 8

    private let isStopped = Atomic(false)
    private let count = Atomic(0)
    private let failure = Mutex<String?>(nil)
    private let threads = DispatchGroup()
    private let began = ContinuousClock.now

    init(port: UInt16, key: String) {
        for number in 0..<Self.connections {
            threads.enter()
            Thread.detachNewThread { [self] in
                defer { threads.leave() }
                do { try report(from: number, port: port, key: key) } catch { failure.withLock { $0 = "\(error)" } }
            }
        }
    }

    private func report(from first: Int, port: UInt16, key: String) throws {
        let connection = try Connection(port: port)
        let fields = ["Authorization": "Bearer \(key)", "Content-Type": "application/json"]
        var next = first
        while !isStopped.load(ordering: .relaxed) {
            let body = #"{"ip":"\#(Contributor.address(next))","category":"port_scan"}"#
            next += Self.connections
            let answer = try connection.send(
                Connection.request("POST", "/v1/key/report", fields: fields, body: Array(body.utf8)))
            guard answer.status == 200 else { throw BenchmarkFailure("report answers \(answer.status)") }
            count.wrappingAdd(1, ordering: .relaxed)
        }
    }

    /// Returns how many reports a second were answered.
    func stop() throws -> Double {
        isStopped.store(true, ordering: .relaxed)
        threads.wait()
        if let failure = failure.withLock({ $0 }) { throw BenchmarkFailure(failure) }
        return Double(count.load(ordering: .relaxed)) / ((ContinuousClock.now - began) / .seconds(1))
    }
}
