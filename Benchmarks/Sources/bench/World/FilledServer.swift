import Foundation
import Store
import ThreatAPI

/// A server on a store that was filled for it, once it is at rest.
struct FilledServer {
    let store: FilledStore
    let server: MeasuredServer
    let folder: String

    var port: UInt16 { server.port }
    var process: RunningProcess { server.process }
    var authorization: [String: String] { ["Authorization": "Bearer \(store.key)"] }

    /// - Parameters:
    ///   - addresses: how many the store knows.
    ///   - listed: how many of them a blacklist holds.
    ///   - arguments: further ones of the server.
    init(_ bench: Bench, addresses: Int, listed: Int, arguments: [String] = []) async throws {
        folder = bench.file("data-\(addresses)")
        try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
        bench.progress("filling a store with \(addresses) addresses")
        store = try await FilledStore.make(in: folder, addresses: addresses, listed: listed)
        server = try MeasuredServer(bench, folder: folder, arguments: arguments)
        bench.progress("waiting until the server has looked over every score")
        try server.process.waitUntilIdle(atMost: .seconds(900))
    }

    /// The answer to one request with the key.
    func get(_ target: String, method: String = "GET", fields: [String: String] = [:]) throws -> Loopback.Answer {
        let fields = fields.merging(authorization) { first, _ in first }
        let answer = try Loopback.request(method, target, port: port, fields: fields)
        guard answer.status == 200 else { throw BenchmarkFailure("\(target) answers \(answer.status)") }
        return answer
    }

    /// A token for one more sensor; the server has taken it up.
    func sensorToken() async throws -> String {
        let store = try SQLiteStore(path: folder + "/sikker.sqlite")
        let token = try await Administration(store: store).createSensorToken(name: "benchmark").secret.text
        await store.close()
        let fields = ["Authorization": "Bearer \(token)", "Content-Type": "application/x-ndjson"]
        let end = ContinuousClock.now + .seconds(10)
        while ContinuousClock.now < end {
            let answer = try Connection(port: port).send(
                Connection.request("POST", "/v1/sensor/events", fields: fields, body: []))
            if answer.status == 200 { return token }
            usleep(20_000)
        }
        throw BenchmarkFailure("the server does not know a new sensor after ten seconds")
    }
}
