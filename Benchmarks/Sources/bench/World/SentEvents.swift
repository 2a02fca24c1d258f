import Foundation

/// What a sensor has sent through a relay.
struct SentEvents {
    /// Bytes as they went over the wire, without heads of requests.
    let packedBytes: Int
    /// An event a line.
    let lines: Data

    init(_ bench: Bench, through relay: CountingRelay) throws {
        let bodies = try relay.connections.flatMap { try Self.bodies(of: $0) }
        packedBytes = bodies.reduce(0) { $0 + $1.count }
        let packed = bench.file("events.gz")
        try Data(bodies.joined()).write(to: URL(filePath: packed))
        let plain = bench.file("events")
        guard try Run.measured("/usr/bin/gzip", ["-dc"], input: packed, output: plain).exitStatus == 0 else {
            throw BenchmarkFailure("what the sensor sent is not compressed")
        }
        lines = try Data(contentsOf: URL(filePath: plain))
    }

    /// The bodies of the requests that a connection carried.
    private static func bodies(of bytes: [UInt8]) throws -> [[UInt8]] {
        let end = Array("\r\n\r\n".utf8)
        var bodies: [[UInt8]] = []
        var position = 0
        while position < bytes.count {
            guard let head = (position..<bytes.count).first(where: { bytes[$0...].starts(with: end) }) else {
                throw BenchmarkFailure("a request without the end of its head")
            }
            let fields = String(decoding: bytes[position..<head], as: UTF8.self).lowercased().split(separator: "\r\n")
            let start = head + end.count
            guard let length = fields.first(where: { $0.hasPrefix("content-length:") }),
                let count = Int(length.dropFirst(15).drop { $0 == " " }), bytes.count - start >= count
            else { throw BenchmarkFailure("a request without its length, or without its end") }
            if count > 0 { bodies.append(Array(bytes[start..<start + count])) }
            position = start + count
        }
        return bodies
    }
}
