import Blocklists
import Foundation
import Guard
import IPNetworks
import Synchronization
import TestClocks
import TestGuards
import TestHosts
import TestServers
import Testing
import ThreatModel

/// What becomes of packets that the kernel dropped: counted, kept, reported.
@Suite(.tags(.namespaces), .ifNamespacesArePermitted, .serialized, .timeLimit(.minutes(2)))
struct RecordingTests {
    private let field: Battlefield
    private let folder: Folder

    init() async throws {
        field = try await Battlefield()
        folder = try Folder()
    }

    private func guarding(_ list: String, _ environment: [String: String] = [:]) throws -> RunningGuard {
        let path = try folder.write("mine.txt", list)
        return try RunningGuard(
            environment.merging(["SIKKER_CUSTOM_BLACKLIST": path]) { given, _ in given }, folder: folder,
            surroundings: field.surroundings)
    }

    /// The history that a guard has left.
    private func history() async throws -> GuardHistory {
        let history = try HistoryFixture(path: folder.path("data"), folder: folder, clock: .machine).history
        await history.tick()
        return history
    }

    /// The kernel logs some thousand packets a second and counts all.
    @Test func everyPacketIsCounted() async throws {
        let guarding = try guarding("45.40.1.1\n45.40.1.2\n2600:40::1\n")
        let flood = 40_000
        let attacking = ["45.40.1.1", "45.40.1.2", "2600:40::1"]
        // Whoever is met for the first time is asked for by the neighbour's protocol, which takes a moment.
        for source in attacking { try await field.waitUntil(source, arrives: true) }
        try await guarding.whileRunning { _ async throws in
            for source in attacking { try await field.waitUntil(source, arrives: false) }
            let outlet = try await field.outlet(from: "45.40.1.1")
            try await field.attacker.run { _ = try outlet.send([7], times: flood) }
        }
        let history = try await history()
        let attackers = try await history.topAddresses(.day)
        #expect(attackers.map { "\($0.address)" }.first == "45.40.1.1")
        let first = try #require(attackers.first)
        #expect(first.packets >= flood && first.packets < flood + 1000, "and those that were tried before")
        let totals = try await history.totals(.day)
        #expect(totals.addresses == 3)
        #expect(totals.dropped == attackers.reduce(0) { $0 + $1.packets })
        let address = try #require(try await history.address(try address("2600:40::1")))
        #expect(address.ports.first?.port == 4000 && address.sources.map(\.name) == ["mine.txt"])
        #expect(try await history.topPorts(.day).map(\.port) == [4000])
        let log = try await history.log(limit: 500).map(\.entry.text)
        #expect(log.contains("Running") && log.contains { $0.hasPrefix("Blocking 3 addresses") })
        #expect(!log.contains { $0.hasPrefix("BLOCKED") })
    }

    @Test func aConnectionThatIsCutIsToldFromANewOne() async throws {
        let guarding = try guarding("45.40.1.4\n")
        let listener = try await field.server.run {
            let listener = try TestSocket(.tcp, from: Battlefield.server4, port: 8080)
            try listener.listen()
            return listener
        }
        let client = try await field.attacker.run {
            let client = try TestSocket(.tcp, from: "45.40.1.3")
            try client.connect(to: Battlefield.server4, port: 8080)
            return client
        }
        let session = try await field.server.run { try listener.accept() }
        try await guarding.whileRunning { service async throws in
            // Tracked from now on, with the first answer.
            try await field.waitUntil("45.40.1.4", arrives: false)
            client.send([1])
            try await field.server.run {
                session.setTimeout(milliseconds: 5000)
                #expect(session.receive() == [1])
                #expect(session.send([2]))
            }
            let events = service.blocks.events()
            try folder.write("mine.txt", "45.40.1.3\n45.40.1.4\n")
            try await field.waitUntil("45.40.1.3", arrives: false)
            client.send([3])
            var cut: [UInt16: Bool] = [:]
            for await event in events where "\(event.flow.source)" == "45.40.1.3" {
                cut[event.flow.destinationPort] = event.isCut
                if cut.count == 2 { break }
            }
            #expect(cut == [4000: false, 8080: true])
            let received = try await field.server.run {
                session.setTimeout(milliseconds: 100)
                return session.receive()
            }
            #expect(received == nil)
        }
        let blocks = try await history().blocks(limit: 500).filter { "\($0.flow.source)" == "45.40.1.3" }
        #expect(blocks.filter { $0.flow.destinationPort == 8080 }.allSatisfy { $0.cut > 0 })
        #expect(blocks.filter { $0.flow.destinationPort == 4000 }.allSatisfy { $0.cut == 0 })
        #expect(Set(blocks.map(\.flow.destinationPort)) == [4000, 8080])
    }

    /// What was not sent waits on disk, and goes when there is a server.
    @Test func whatWasDroppedIsReported() async throws {
        let bodies = Mutex<[String]>([])
        let (arrivals, arrival) = AsyncStream.makeStream(of: Void.self)
        let server = try await TestHTTPServer { request in
            switch request.target {
            case "/v1/key/status":
                let usage = #"{"used":0,"limit":1000,"remaining":1000}"#
                return .json(
                    #"{"tier":{"id":"free","name":"Free"},"quotas":{"lookups":\#(usage),"reports":\#(usage),"#
                        + #""blacklist":\#(usage),"taxii":\#(usage)}}"#)
            case "/v1/key/bulk-report":
                bodies.withLock { $0.append(String(decoding: request.body, as: UTF8.self)) }
                arrival.yield()
                return .json(#"{"total":2,"accepted":2,"rejected":0,"errors":[]}"#)
            default: return .error(503, "no list today")
            }
        }
        var guarding = try guarding(
            "45.40.1.1\n2600:40::1\n", ["SIKKER_API_KEY": "sk_0123456789", "SIKKER_API_URL": server.url])
        for source in ["45.40.1.1", "2600:40::1"] { try await field.waitUntil(source, arrives: true) }
        try await guarding.whileRunning { _ async throws in
            for source in ["45.40.1.1", "2600:40::1"] { try await field.waitUntil(source, arrives: false) }
        }
        #expect(bodies.withLock { $0.isEmpty }, "half an hour is not over")
        guarding.configuration.reporting.interval = .zero
        try await guarding.whileRunning { service async throws in
            var arrivals = arrivals.makeAsyncIterator()
            await arrivals.next()
            await guarding.log.line(containing: "reported to the server: 2")
            #expect(await service.reportingStatus()?.reportedToday == 2)
        }
        let body = bodies.withLock { $0.joined() }
        for part in [
            #""ip":"45.40.1.1""#, #""ip":"2600:40::1""#, #""category":"port_scan""#, "sikker-guard: ", "to 4000\\/udp",
        ] { #expect(body.contains(part), "\(part)") }
        // The user's own list: seen, not echoed.
        #expect(!body.contains("list_block"))
        await server.stop()
    }
}

extension TestWallClock {
    /// Set to the machine's time.
    static var machine: TestWallClock { TestWallClock(SystemClock().now) }
}
