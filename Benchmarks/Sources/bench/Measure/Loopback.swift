import Glibc
import TestHosts

/// Plain HTTP requests to servers on this machine, one a connection, for what needs no speed.
enum Loopback {
    struct Answer {
        var status: Int
        /// Names in lower case.
        var fields: [String: String]
        var body: [UInt8]
    }

    /// A TCP port that nobody listens on.
    static func freePort() throws -> UInt16 {
        let socket = try TestSocket(.tcp, from: "127.0.0.1")
        var address = sockaddr_in()
        var length = socklen_t(MemoryLayout<sockaddr_in>.size)
        let failed = withUnsafeMutablePointer(to: &address) { pointer in
            pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) {
                getsockname(socket.descriptor, $0, &length)
            }
        }
        guard failed == 0 else { throw BenchmarkFailure("no free port: \(String(cString: strerror(errno)))") }
        return UInt16(bigEndian: address.sin_port)
    }

    static func request(
        _ method: String = "GET", _ target: String, port: UInt16, fields: [String: String] = [:]
    ) throws -> Answer {
        let socket = try TestSocket(.tcp)
        socket.setTimeout(milliseconds: 30_000)
        try socket.connect(to: "127.0.0.1", port: port)
        var lines = ["\(method) \(target) HTTP/1.1", "Host: 127.0.0.1", "Connection: close"]
        lines += fields.map { "\($0): \($1)" }
        socket.send(Array((lines.joined(separator: "\r\n") + "\r\n\r\n").utf8))
        var bytes: [UInt8] = []
        while let more = socket.receive() { bytes += more }
        return try parse(bytes)
    }

    /// Waits until somebody accepts connections, and answers `target` with 200 when one is given.
    static func wait(port: UInt16, for target: String? = nil, atMost limit: Duration = .seconds(120)) throws {
        let end = ContinuousClock.now + limit
        while ContinuousClock.now < end {
            if let target {
                if let answer = try? request("GET", target, port: port), answer.status == 200 { return }
            } else if let socket = try? TestSocket(.tcp), (try? socket.connect(to: "127.0.0.1", port: port)) != nil {
                return
            }
            usleep(5000)
        }
        throw BenchmarkFailure("nobody answers on port \(port) after \(limit)")
    }

    /// Bodies that end with the connection or at their announced length, which is all that is asked for here.
    private static func parse(_ bytes: [UInt8]) throws -> Answer {
        let end = Array("\r\n\r\n".utf8)
        guard let head = bytes.indices.first(where: { bytes[$0...].starts(with: end) }) else {
            throw BenchmarkFailure("an answer without an end of its head")
        }
        let lines = String(decoding: bytes[..<head], as: UTF8.self).split(separator: "\r\n")
        guard let status = lines.first?.split(separator: " ").dropFirst().first.flatMap({ Int($0) }) else {
            throw BenchmarkFailure("an answer without a status")
        }
        var fields: [String: String] = [:]
        for line in lines.dropFirst() {
            let parts = line.split(separator: ":", maxSplits: 1)
            fields[parts[0].lowercased()] = parts.count > 1 ? String(parts[1].drop { $0 == " " }) : ""
        }
        return Answer(status: status, fields: fields, body: Array(bytes[(head + end.count)...]))
    }
}
