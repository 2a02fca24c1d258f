import Foundation

/// A server with a long blacklist, and nginx with the same bytes as files.
struct ListedServer {
    static let target = "/v1/key/blacklist?plaintext=true"
    static let listed = 350_000

    let world: FilledServer
    /// `nil` when it is not installed.
    let nginx: Nginx?
    /// The list as text.
    let text: [UInt8]
    private let wrk: Wrk

    init(_ bench: Bench) async throws {
        wrk = try Wrk(bench)
        world = try await FilledServer(bench, addresses: Self.listed, listed: Self.listed)
        text = try world.get(Self.target).body
        guard text.count(where: { $0 == UInt8(ascii: "\n") }) == Self.listed else {
            throw BenchmarkFailure("the blacklist does not have \(Self.listed) lines")
        }
        let gzip = try world.get(Self.target, fields: ["Accept-Encoding": "gzip"]).body
        nginx = try Nginx(bench, files: ["v1/key/blacklist": text, "v1/key/blacklist.gz": gzip])
    }

    /// The list asked for again and again, here and there in turn.
    ///
    /// - Parameter unchanged: by clients that have it already, and say so.
    func loads(
        connections: Int, fields: [String: String] = [:], unchanged: Bool = false
    ) throws -> (ours: [Wrk.Load], peer: [Wrk.Load]) {
        func load(_ port: UInt16, _ process: RunningProcess) throws -> Wrk.Load {
            var fields = fields.merging(world.authorization) { first, _ in first }
            if unchanged {
                fields["If-None-Match"] = try Loopback.request("HEAD", Self.target, port: port, fields: fields)
                    .fields["etag"]
            }
            let load = try wrk.load(
                Self.target, port: port, connections: connections, seconds: 3, fields: fields, server: process)
            guard load.failures == 0 else { throw BenchmarkFailure("\(load.failures) answers were errors") }
            guard !unchanged || load.bytes / load.rate < 2000 else {
                throw BenchmarkFailure("the list was sent although it had not changed")
            }
            return load
        }
        guard let nginx else { return ([try load(world.port, world.process)], []) }
        return try Run.paired(times: 5) {
            try load(world.port, world.process)
        } _: {
            try load(nginx.port, nginx.process)
        }
    }

    func peer(_ loads: [Wrk.Load], _ figure: KeyPath<Wrk.Load, Double>, times factor: Double = 1) -> Peer {
        .nginx(nginx == nil ? nil : loads.median(figure) * factor)
    }
}
