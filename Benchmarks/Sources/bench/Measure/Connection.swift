import Glibc
import TestHosts

/// One connection to a server on this machine that carries request after request, for clients that are threads.
final class Connection {
    struct Answer {
        var status: Int
        var body: [UInt8]
    }

    private let socket: TestSocket
    private var pending: [UInt8] = []

    /// - Parameter patience: milliseconds to wait for anything.
    init(port: UInt16, patience: Int = 30_000) throws {
        socket = try TestSocket(.tcp)
        socket.setTimeout(milliseconds: patience)
        try socket.connect(to: "127.0.0.1", port: port)
    }

    /// The bytes of a request.
    static func request(
        _ method: String, _ target: String, fields: [String: String] = [:], body: [UInt8]? = nil
    ) -> [UInt8] {
        var lines = ["\(method) \(target) HTTP/1.1", "Host: 127.0.0.1"]
        lines += fields.map { "\($0): \($1)" }
        if let body { lines.append("Content-Length: \(body.count)") }
        return Array((lines.joined(separator: "\r\n") + "\r\n\r\n").utf8) + (body ?? [])
    }

    /// Sends a request and reads its answer.
    ///
    /// - Throws: ``BenchmarkFailure`` when the connection ends before the answer does.
    func send(_ request: [UInt8]) throws -> Answer {
        var rest = request[...]
        while !rest.isEmpty {
            let count = rest.withUnsafeBytes {
                Glibc.send(socket.descriptor, $0.baseAddress, $0.count, Int32(MSG_NOSIGNAL))
            }
            guard count > 0 else { throw BenchmarkFailure("the connection ended while a request was sent") }
            rest = rest.dropFirst(count)
        }
        return try answer()
    }

    private func answer() throws -> Answer {
        let end = Array("\r\n\r\n".utf8)
        let head = String(decoding: try bytes(through: end), as: UTF8.self)
        let lines = head.split(separator: "\r\n")
        guard let status = lines.first?.split(separator: " ").dropFirst().first.flatMap({ Int($0) }) else {
            throw BenchmarkFailure("an answer without a status")
        }
        func value(_ name: String) -> Substring? {
            lines.first { $0.lowercased().hasPrefix(name + ":") }.map { line in
                line[line.index(line.startIndex, offsetBy: name.count + 1)...].drop { $0 == " " }
            }
        }
        if let length = value("content-length").flatMap({ Int($0) }) {
            return Answer(status: status, body: try bytes(count: length))
        }
        guard value("transfer-encoding")?.lowercased() == "chunked" else { return Answer(status: status, body: []) }
        var body: [UInt8] = []
        while true {
            let size = String(decoding: try bytes(through: Array("\r\n".utf8)).dropLast(2), as: UTF8.self)
            guard let count = Int(size, radix: 16) else { throw BenchmarkFailure("a chunk without a size") }
            let chunk = try bytes(count: count + 2)
            guard count > 0 else { return Answer(status: status, body: body) }
            body += chunk.dropLast(2)
        }
    }

    private func bytes(count: Int) throws -> [UInt8] {
        while pending.count < count { try receive() }
        defer { pending.removeFirst(count) }
        return Array(pending[..<count])
    }

    private func bytes(through end: [UInt8]) throws -> [UInt8] {
        var start = 0
        while true {
            while start + end.count <= pending.count {
                if pending[start..<start + end.count].elementsEqual(end) { return try bytes(count: start + end.count) }
                start += 1
            }
            try receive()
        }
    }

    private func receive() throws {
        var buffer = [UInt8](repeating: 0, count: 1 << 16)
        let count = recv(socket.descriptor, &buffer, buffer.count, 0)
        guard count > 0 else { throw BenchmarkFailure("the connection ended before the answer did") }
        pending += buffer[..<count]
    }
}
