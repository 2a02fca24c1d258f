import Foundation
import Glibc

@testable import Honeypots

/// A real `redis-server`, started on a free loopback port for one test and ended with it.
final class RedisReference {
    struct Failure: Error, CustomStringConvertible {
        var description: String
    }

    private(set) var release = RedisRelease.v7_0
    private let process: ChildProcess
    private let folder: URL
    private let socket: Int32
    private var received: [UInt8] = []

    /// Programs to compare with: the one on the path, or those named in SIKKER_REDIS_SERVERS (divided by colons).
    static let programs: [String] = {
        let environment = ProcessInfo.processInfo.environment
        guard environment["SIKKER_REAL_CLIENTS"] == "1" else { return [] }
        if let named = environment["SIKKER_REDIS_SERVERS"] { return named.split(separator: ":").map(String.init) }
        let folders = (environment["PATH"] ?? "").split(separator: ":")
        return folders.map { "\($0)/redis-server" }.filter { FileManager.default.isExecutableFile(atPath: $0) }.prefix(
            1) + []
    }()

    init(_ program: String, settings: [String] = []) throws {
        folder = FileManager.default.temporaryDirectory.appending(path: "sikker-redis-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        let path = folder.appending(path: "socket").path
        process = try ChildProcess(
            program,
            ["--port", "0", "--unixsocket", path, "--dir", folder.path, "--save", "", "--daemonize", "no"] + settings)
        socket = try Self.connect(path)
        let information = try exchange(RedisVisit.encoded([Array("INFO".utf8), Array("server".utf8)]))
        guard case .bulk(_, let text?) = information,
            let line = String(decoding: text, as: UTF8.self).split(separator: "\r\n")
                .first(where: { $0.hasPrefix("redis_version:") })
        else { throw Failure(description: "\(program) did not tell its version") }
        let version = line.dropFirst("redis_version:".count).split(separator: ".").prefix(2).joined(separator: ".")
        guard let release = RedisRelease(name: version) else {
            throw Failure(description: "\(program) is of release \(version), which no persona runs")
        }
        self.release = release
    }

    private static func connect(_ path: String) throws -> Int32 {
        for _ in 0..<200 {
            let descriptor = Glibc.socket(AF_UNIX, Int32(SOCK_STREAM.rawValue), 0)
            var address = sockaddr_un()
            address.sun_family = sa_family_t(AF_UNIX)
            withUnsafeMutableBytes(of: &address.sun_path) { $0.copyBytes(from: path.utf8.prefix(107)) }
            let isConnected = withUnsafePointer(to: &address) { pointer in
                pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) {
                    Glibc.connect(descriptor, $0, socklen_t(MemoryLayout<sockaddr_un>.size)) == 0
                }
            }
            if isConnected { return descriptor }
            Glibc.close(descriptor)
            usleep(20_000)
        }
        throw Failure(description: "redis-server did not come up")
    }

    deinit {
        Glibc.close(socket)
        try? FileManager.default.removeItem(at: folder)
    }

    /// Sends bytes and waits for one reply; nil when the server says nothing, or hangs up.
    func exchange(_ bytes: [UInt8]) throws -> RESPReply? { send(bytes) ? reply() : nil }

    /// Sends bytes and takes all that comes within a moment, or until the server hangs up.
    func converse(_ bytes: [UInt8]) throws -> (bytes: [UInt8], isClosed: Bool) {
        _ = send(bytes)
        var answer: [UInt8] = []
        while true {
            var waiting = pollfd(fd: socket, events: Int16(POLLIN), revents: 0)
            guard poll(&waiting, 1, 150) > 0 else { return (answer, false) }
            var buffer = [UInt8](repeating: 0, count: 64 * 1024)
            let count = read(socket, &buffer, buffer.count)
            guard count > 0 else { return (answer, true) }
            answer += buffer.prefix(count)
        }
    }

    private func send(_ bytes: [UInt8]) -> Bool {
        var rest = bytes[...]
        while !rest.isEmpty {
            let count = rest.withUnsafeBytes { Glibc.send(socket, $0.baseAddress, $0.count, Int32(MSG_NOSIGNAL)) }
            guard count > 0 else { return false }
            rest = rest.dropFirst(count)
        }
        return true
    }

    private func reply() -> RESPReply? {
        while true {
            var rest = received[...]
            if let reply = RESPReply.take(&rest) {
                received = Array(rest)
                return reply
            }
            var waiting = pollfd(fd: socket, events: Int16(POLLIN), revents: 0)
            guard poll(&waiting, 1, 1_500) > 0 else { return nil }
            var buffer = [UInt8](repeating: 0, count: 64 * 1024)
            let count = read(socket, &buffer, buffer.count)
            guard count > 0 else { return nil }
            received += buffer.prefix(count)
        }
    }
}
