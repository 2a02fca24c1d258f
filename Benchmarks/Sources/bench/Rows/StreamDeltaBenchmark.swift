import Foundation
import TestHosts

/// What a client that comes back is sent when one in a hundred addresses of a large list has changed.
enum StreamDeltaBenchmark: Benchmark {
    static let name = "stream-delta"
    static let summary = "3,500 changes of a list of 350,000, to a client that holds a cursor; against the list itself"

    private static let listed = 350_000
    private static let changes = 3500
    private static let rounds = 5
    private static let target = "/v1/key/blacklist/stream"

    static func run(_ bench: Bench) async throws -> [Row] {
        let world = try await FilledServer(bench, addresses: listed, listed: listed)
        let whole = try follow(world, from: nil)
        guard whole.events >= listed else { throw BenchmarkFailure("the stream does not tell the whole list") }
        var deltas: [Told] = []
        var cursor = whole.cursor
        for round in 0...rounds {
            try change(world, round)
            let told = try follow(world, from: cursor)
            guard told.events == changes else {
                throw BenchmarkFailure("\(told.events) of \(changes) changes were told")
            }
            cursor = told.cursor
            deltas.append(told)
        }
        // The first does not count.
        deltas.removeFirst()
        let share = Figures.median(deltas.map { Double($0.bytes) }) / Double(whole.bytes) * 100
        return [
            Row("stream-delta.bytes", ours: share, unit: "% of the list", .lessIsBetter, goal: .init(limit: 2)),
            Row(
                "stream-delta.time", ours: Figures.median(deltas.map(\.time)), unit: "ms", .lessIsBetter,
                peer: .measured("whole list", whole.time), goal: .init(limit: 5)),
        ]
    }

    /// Reports addresses that were not known, as the operator's own account: they are listed at once.
    private static func change(_ world: FilledServer, _ round: Int) throws {
        let reports = (0..<changes).map {
            #"{"ip":"\#(105 + round).\#($0 / 250).\#($0 % 250).9","category":"brute_force","protocol":"ssh"}"#
        }
        let body = "{\"reports\":[\(reports.joined(separator: ","))]}"
        let fields = world.authorization.merging(["Content-Type": "application/json"]) { first, _ in first }
        let answer = try Connection(port: world.port).send(
            Connection.request("POST", "/v1/key/bulk-report", fields: fields, body: Array(body.utf8)))
        guard answer.status == 200 else { throw BenchmarkFailure("bulk-report answers \(answer.status)") }
    }

    /// What a client was told until it was up to date.
    private struct Told {
        var bytes = 0
        var events = 0
        /// Milliseconds.
        var time = 0.0
        var cursor = ""
    }

    private static func follow(_ world: FilledServer, from cursor: String?) throws -> Told {
        let socket = try TestSocket(.tcp)
        socket.setTimeout(milliseconds: 30_000)
        try socket.connect(to: "127.0.0.1", port: world.port)
        var fields = world.authorization
        if let cursor { fields["Last-Event-ID"] = cursor }
        let began = ContinuousClock.now
        socket.send(Connection.request("GET", target, fields: fields))
        var bytes: [UInt8] = []
        let ready = Array("event: ready".utf8)
        while !bytes.suffix(200).containsRun(ready) {
            guard let more = socket.receive() else { throw BenchmarkFailure("the stream ended before it was ready") }
            bytes += more
        }
        var told = Told(bytes: bytes.count, time: (ContinuousClock.now - began) / .milliseconds(1))
        let lines = String(decoding: bytes, as: UTF8.self).split(whereSeparator: \.isNewline)
        told.events = lines.count { $0 == "event: add" || $0 == "event: remove" }
        told.cursor = lines.last { $0.hasPrefix("id: ") }.map { String($0.dropFirst(4)) } ?? ""
        return told
    }
}

extension ArraySlice<UInt8> {
    fileprivate func containsRun(_ run: [UInt8]) -> Bool {
        indices.contains { self[$0...].starts(with: run) }
    }
}
