import Foundation
import IPNetworks
import Store
import Synchronization
import ThreatModel

/// Everybody who uses a server at once, each on a thread: they go on when it is away, and remember what it acknowledged.
final class SoakLoad: Sendable {
    /// Addresses that are reported, over and over.
    private static let reported = 20_000
    /// Addresses that visit sensors, over and over.
    private static let visitors = 4000
    private static let visitsOfBatch = 20

    private struct Acknowledged {
        var reports: [Int: Int] = [:]
        var visits: [Int: Int] = [:]
        var count = 0
    }

    private let contributor: Contributor
    private let port: UInt16
    private let isStopped = Atomic(false)
    private let state = Mutex(Acknowledged())
    private let followed = Mutex<Set<String>>([])
    private let cursor = Mutex("")
    private let threads = DispatchGroup()

    init(_ contributor: Contributor, port: UInt16) {
        self.contributor = contributor
        self.port = port
    }

    /// Reports and batches that were answered with success.
    var acknowledged: Int { state.withLock { $0.count } }

    func start() {
        for number in 0..<4 { run { self.report(from: number, every: 4) } }
        for token in contributor.tokens.enumerated() {
            run { self.deliver(sensor: token.offset, token: token.element) }
        }
        for number in 0..<4 { run { self.look(seed: number) } }
        run { self.fetchLists() }
        run { self.follow() }
    }

    /// Uses up a key, so slowly that it takes as long as two thirds of a minute.
    func use(_ key: LimitedKey) {
        for number in 0..<8 {
            run {
                var connection: Connection?
                for turn in 0..<(LimitedKey.limit / 8 + 60) where !self.isStopped.load(ordering: .relaxed) {
                    let target = "/v1/key/check/" + Contributor.address(number * 1000 + turn)
                    let request = Connection.request("GET", target, fields: ["Authorization": "Bearer \(key.secret)"])
                    if let answer = self.ask(request, &connection) { key.note(status: answer.status) }
                    usleep(200_000)
                }
            }
        }
    }

    /// Returns the list as its follower knows it, once nothing changes any more.
    func stop() throws -> Set<String> {
        isStopped.store(true, ordering: .relaxed)
        threads.wait()
        return followed.withLock { $0 }
    }

    /// The list as the server gives it.
    func list() throws -> Set<String> {
        let answer = try Connection(port: port).send(
            Connection.request("GET", ListedServer.target, fields: contributor.authorization))
        return Set(String(decoding: answer.body, as: UTF8.self).split(separator: "\n").map(String.init))
    }

    /// What is missing of all that was acknowledged.
    func losses(in folder: String) async throws -> (reports: Int, events: Int, doubled: Int) {
        let acknowledged = state.withLock { $0 }
        let store = try SQLiteStore(path: folder + "/sikker.sqlite")
        let losses = try await store.read { reader in
            var losses = (reports: 0, events: 0, doubled: 0)
            for (number, count) in acknowledged.reports {
                guard let address = IPAddress(Contributor.address(number)) else { continue }
                losses.reports += max(0, count - (try reader.reports(about: address, limit: count).count))
            }
            for (number, visits) in acknowledged.visits {
                guard let address = IPAddress(Self.visitor(number)) else { continue }
                let count = visits * RecordedVisit.eventCount
                let stored = try reader.events(of: address, limit: count + 1000).count
                losses.events += max(0, count - stored)
                losses.doubled += max(0, stored - count)
            }
            return losses
        }
        await store.close()
        return losses
    }

    // MARK: What each of them does

    private func run(_ body: @escaping @Sendable () -> Void) {
        threads.enter()
        Thread.detachNewThread { [threads] in
            body()
            threads.leave()
        }
    }

    /// One question; `nil` when the server is away, a moment later.
    private func ask(_ request: [UInt8], _ connection: inout Connection?) -> Connection.Answer? {
        do {
            let used = try connection ?? Connection(port: port, patience: 5000)
            connection = used
            return try used.send(request)
        } catch {
            connection = nil
            usleep(50_000)
            return nil
        }
    }

    private func report(from first: Int, every step: Int) {
        var connection: Connection?
        var next = first
        let fields = contributor.authorization.merging(["Content-Type": "application/json"]) { first, _ in first }
        while !isStopped.load(ordering: .relaxed) {
            let number = next % Self.reported
            next += step
            let body = #"{"ip":"\#(Contributor.address(number))","category":"brute_force","protocol":"ssh"}"#
            let request = Connection.request("POST", ReportBenchmark.target, fields: fields, body: Array(body.utf8))
            if ask(request, &connection)?.status == 200 {
                state.withLock { state in
                    state.reports[number, default: 0] += 1
                    state.count += 1
                }
            }
            usleep(10_000)
        }
    }

    private static func visitor(_ number: Int) -> String {
        "105.\(number / 62_500).\(number / 250 % 250).\(1 + number % 250)"
    }

    /// A batch is sent again, as it is, until it has been acknowledged.
    private func deliver(sensor: Int, token: String) {
        var connection: Connection?
        var next = sensor
        let fields = ["Authorization": "Bearer \(token)", "Content-Type": "application/x-ndjson"]
        while !isStopped.load(ordering: .relaxed) {
            let numbers = (0..<Self.visitsOfBatch).map { (next + 2 * $0) % Self.visitors }
            next += 2 * Self.visitsOfBatch
            let now = SystemClock().now
            let lines = numbers.flatMap { RecordedVisit.lines(from: Self.visitor($0), at: now) }
            let request = Connection.request("POST", "/v1/sensor/events", fields: fields, body: lines)
            while ask(request, &connection)?.status != 200 {}
            state.withLock { state in
                for number in numbers { state.visits[number, default: 0] += 1 }
                state.count += 1
            }
            usleep(500_000)
        }
    }

    private func look(seed: Int) {
        var connection: Connection?
        var next = seed
        while !isStopped.load(ordering: .relaxed) {
            next += 7919
            let target = "/v1/key/check/" + Contributor.address(next % (2 * Self.reported))
            _ = ask(Connection.request("GET", target, fields: contributor.authorization), &connection)
            usleep(2000)
        }
    }

    private func fetchLists() {
        var connection: Connection?
        var turn = 0
        let targets = [
            ListedServer.target, "/v1/key/blacklist?limit=5000", "/v1/key/blacklist?plaintext=true&minSeverity=high",
            "/v1/key/blacklist?plaintext=true&protocols=telnet&ipVersion=4",
        ]
        while !isStopped.load(ordering: .relaxed) {
            turn += 1
            let request = Connection.request("GET", targets[turn % targets.count], fields: contributor.authorization)
            _ = ask(request, &connection)
            usleep(500_000)
        }
    }

    // MARK: The live stream

    private func follow() {
        // After the end, until the stream has told everything: two seconds without a change.
        while true {
            let wasStopped = isStopped.load(ordering: .relaxed)
            let isQuiet = (try? followOnce()) ?? false
            if wasStopped, isQuiet { return }
            usleep(50_000)
        }
    }

    /// Returns whether the stream has nothing more to tell; throws when it ended.
    private func followOnce() throws -> Bool {
        var fields = contributor.authorization
        let known = cursor.withLock { $0 }
        if !known.isEmpty { fields["Last-Event-ID"] = known }
        let stream = try EventLines(port: port, Connection.request("GET", "/v1/key/blacklist/stream", fields: fields))
        var event = ""
        while true {
            guard let line = stream.next(patience: 2000) else {
                if isStopped.load(ordering: .relaxed) { return true }
                if stream.hasEnded { return false }
                continue
            }
            if line.hasPrefix("id: ") {
                cursor.withLock { $0 = String(line.dropFirst(4)) }
            } else if line.hasPrefix("event: ") {
                event = String(line.dropFirst(7))
                if event == "reset" { followed.withLock { $0 = [] } }
            } else if line.hasPrefix("data: "), let address = Self.address(in: line) {
                followed.withLock { set in
                    if event == "add" { set.insert(address) } else if event == "remove" { set.remove(address) }
                }
            }
        }
    }

    private static func address(in line: String) -> String? {
        guard let start = line.range(of: "\"ip\":\"")?.upperBound, let end = line[start...].firstIndex(of: "\"") else {
            return nil
        }
        return String(line[start..<end])
    }
}
