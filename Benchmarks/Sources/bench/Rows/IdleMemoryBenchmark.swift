import Foundation
import SSHPeer
import Synchronization
import TestHosts
import ThreatModel

/// What visitors take of the sensor's memory who do nothing, and what is left of it when they have gone.
enum IdleMemoryBenchmark: Benchmark {
    static let name = "idle-memory"
    static let summary =
        "memory of idle sessions: SSH before login, SSH and Telnet shells, 10,000 altogether; against Cowrie"

    private static let each = 3_333
    /// Cowrie needs a minute for a thousand.
    private static let eachOfPeer = 500
    private static let atOnce = 8
    private static let version = Array("SSH-2.0-Go\r\n".utf8)

    /// MiB of the process, one stage after the other.
    private struct Growth {
        var base = 0.0
        /// KiB of one session.
        var shell = 0.0
        var telnet = 0.0
        var waiting = 0.0
        var all = 0.0
        var after = 0.0
    }

    static func run(_ bench: Bench) async throws -> [Row] {
        let sensor = try PlayedSensor(bench, [.ssh, .telnet])
        let own = try growth(
            bench, sensor.process, ssh: sensor.port(of: .ssh), telnet: sensor.port(of: .telnet), each: each)
        let cowrie = try Cowrie(bench)
        let their = try cowrie.map {
            try growth(bench, $0.process, ssh: $0.ssh, telnet: $0.telnet, each: eachOfPeer)
        }
        return [
            Row(
                "idle-memory.ssh-waiting", ours: own.waiting, unit: "KiB", .lessIsBetter,
                peer: Cowrie.peer(their?.waiting), goal: .init(limit: 12)),
            Row(
                "idle-memory.ssh-shell", ours: own.shell, unit: "KiB", .lessIsBetter,
                peer: Cowrie.peer(their?.shell), goal: .init(limit: 24)),
            Row(
                "idle-memory.telnet-shell", ours: own.telnet, unit: "KiB", .lessIsBetter,
                peer: Cowrie.peer(their?.telnet), goal: .init(limit: 16)),
            Row("idle-memory.base", ours: own.base, unit: "MiB", .lessIsBetter, peer: Cowrie.peer(their?.base)),
            Row("idle-memory.all", ours: own.all, unit: "MiB", .lessIsBetter, goal: .init(limit: 300)),
            Row(
                "idle-memory.after", ours: own.after, unit: "MiB", .lessIsBetter, peer: Cowrie.peer(their?.after),
                goal: .init(limit: own.base + (own.all - own.base) / 4)),
        ]
    }

    private static func growth(
        _ bench: Bench, _ process: RunningProcess, ssh: UInt16, telnet: UInt16, each: Int
    ) throws -> Growth {
        var growth = Growth()
        let shells = Guests<SSHVisitor>()
        let telnets = Guests<TelnetVisitor>()
        let waiting = Guests<TestSocket>()
        func come<Guest>(
            _ guests: Guests<Guest>, _ count: Int, from first: Int,
            _ arrive: @escaping @Sendable (String) throws -> sending Guest
        ) throws {
            _ = try Visits(atOnce: atOnce) { source in
                guests.add(try arrive(source))
                return 0
            }
            .run(count, from: first).successful()
        }
        let openShell: @Sendable (String) throws -> sending SSHVisitor = { source in
            let visitor = try SSHVisitor(to: ssh, from: source)
            try visitor.logIn(password: "admin")
            try visitor.openShell()
            return visitor
        }
        let logIn: @Sendable (String) throws -> sending TelnetVisitor = { source in
            let visitor = try TelnetVisitor(to: telnet, from: source)
            try visitor.logIn(password: "admin")
            return visitor
        }
        let exchange: @Sendable (String) throws -> sending TestSocket = { source in
            let socket = try TestSocket(.tcp, from: source)
            socket.setTimeout(milliseconds: 20_000)
            try socket.connect(to: "127.0.0.1", port: ssh)
            socket.send(version)
            // Its version, and what it offers.
            var bytes = 0
            while bytes < 200 {
                guard let more = socket.receive() else { throw BenchmarkFailure("no answer to a version") }
                bytes += more.count
            }
            return socket
        }
        // What the first visitors make it learn is nobody's.
        try come(shells, atOnce, from: 0, openShell)
        try come(telnets, atOnce, from: atOnce, logIn)
        shells.leave()
        telnets.leave()
        try process.waitUntilIdle()
        growth.base = try process.usage().memory

        var before = growth.base
        func share() throws -> Double {
            let now = try process.usage().memory
            defer { before = now }
            return (now - before) * 1024 / Double(each)
        }
        let first = 2 * atOnce
        bench.progress("idle-memory: \(each) shells by SSH")
        try come(shells, each, from: first, openShell)
        try process.waitUntilIdle()
        growth.shell = try share()
        bench.progress("idle-memory: \(each) by Telnet")
        try come(telnets, each, from: first + each, logIn)
        try process.waitUntilIdle()
        growth.telnet = try share()
        bench.progress("idle-memory: \(each) that wait before they log in")
        try come(waiting, each, from: first + 2 * each, exchange)
        try process.waitUntilIdle()
        growth.waiting = try share()
        growth.all = before
        waiting.leave()
        telnets.leave()
        shells.leave()
        try process.waitUntilIdle()
        growth.after = try process.usage().memory
        return growth
    }

    /// Those who have come; they go with the last reference.
    private final class Guests<Guest>: Sendable {
        private let all = Mutex<[Kept]>([])

        /// Made by one thread, kept, and let go by another.
        private final class Kept: Sendable {
            let guest: Mutex<Guest>
            init(_ guest: consuming sending Guest) { self.guest = Mutex(guest) }
        }

        func add(_ guest: consuming sending Guest) {
            let kept = Kept(guest)
            all.withLock { $0.append(kept) }
        }

        func leave() {
            let gone = all.withLock { kept in
                defer { kept = [] }
                return kept
            }
            _ = gone
        }
    }
}
