import IPNetworks
import TestClocks
import TestServers
import Testing
import ThreatModel

@testable import Blocklists

/// The source against servers on real sockets.
@Suite(.timeLimit(.minutes(1)))
struct SikkerAPISourceTests {
    private static let text = "45.40.0.1\n45.40.0.2\n2600::7\n"
    private static let addresses = IPAddressSet("45.40.0.1", "45.40.0.2", "2600::7")

    @Test func pullsThenStreamsFromItsCursor() async throws {
        let server = try await PlayedServer(pull: [.list(Self.text, tag: "\"a\"", cursor: .at(5))]) { _ in
            .events(EventText.ready(at: .at(5)))
        }
        try await follow(try server.source()) { events async throws in
            let position = ListPosition(entityTag: "\"a\"", cursor: .at(5))
            #expect(try await events.next() == .list(Self.addresses, position, warnings: []))
            #expect(try await events.next() == .current(position, isLive: true))
        }
        let requests = server.requests
        try #require(requests.count == 2)
        #expect(requests[0].target.hasPrefix("/v1/key/blacklist?plaintext=true"))
        #expect(requests[0].target.contains("scoreMinimum=50"))
        #expect(requests[0].headers["authorization"] == "Bearer sk_test")
        #expect(requests[0].headers["if-none-match"] == nil)
        #expect(requests[1].since == .at(5))
        #expect(requests[1].headers["last-event-id"] == "7-5")
        await server.stop()
    }

    @Test func aListThatIsStillTheSameIsNotSentAgain() async throws {
        let server = try await PlayedServer(pull: [.answer(status: 304, body: [])]) { _ in .error(404, "no stream") }
        let held = ListPosition(entityTag: "\"a\"")
        try await follow(try server.source(), from: held) { events async throws in
            #expect(try await events.next() == .current(held, isLive: false))
        }
        #expect(server.requests[0].headers["if-none-match"] == "\"a\"")
        await server.stop()
    }

    @Test func whoKnowsAPlaceGoesOnFromThere() async throws {
        let server = try await PlayedServer(pull: [.list(Self.text)]) { _ in
            .events(
                EventText.add("45.40.0.9", at: .at(8)) + EventText.remove("45.40.0.1", at: .at(9)),
                EventText.ready(at: .at(9)))
        }
        let held = ListPosition(entityTag: "\"a\"", cursor: .at(7))
        try await follow(try server.source(), from: held) { events async throws in
            let changes = try [ListedChange.add("45.40.0.9"), .remove("45.40.0.1")]
            // The tag was that of another list.
            #expect(try await events.next() == .changes(changes, ListPosition(cursor: .at(9))))
            #expect(try await events.next() == .current(ListPosition(cursor: .at(9)), isLive: true))
        }
        let areForStream = server.requests.map(\.isForStream)
        #expect(!areForStream.contains(false))
        #expect(server.requests[0].since == .at(7))
        await server.stop()
    }

    @Test func aListByTheStreamCountsWhenItIsComplete() async throws {
        let unfinished = FeedCursor(epoch: 0, sequence: 3)
        let asked = Asked()
        let server = try await PlayedServer(pull: [.list(Self.text)]) { _ in
            let list = EventText.reset(at: unfinished) + EventText.add("45.40.1.1", at: unfinished)
            // The first one is cut before its end; the second is whole.
            return asked.next() == 0 ? .events(list, cut: true) : .events(list, EventText.ready(at: .at(3)))
        }
        try await follow(try server.source(), from: ListPosition(cursor: .at(1))) { events async throws in
            guard case .failed = try await events.next() else { Issue.record("a cut was expected"); return }
            let position = ListPosition(cursor: .at(3))
            #expect(try await events.next() == .list(IPAddressSet("45.40.1.1"), position, warnings: []))
            #expect(try await events.next() == .current(position, isLive: true))
        }
        // Half a list moved nothing: the second request is the first one again.
        #expect(server.streamRequests.prefix(2).map(\.since) == [.at(1), .at(1)])
        await server.stop()
    }

    /// A feed of changes whose connection is cut after every few bytes: each change arrives, and none twice.
    @Test(arguments: [1, 2, 3] as [UInt64])
    func nothingIsLostOrRepeatedWhateverIsCut(_ seed: UInt64) async throws {
        var random = SeededGenerator(seed: seed)
        let last: UInt64 = 40
        let feed = (1...last).map { sequence -> (change: ListedChange, text: String) in
            let address = "45.40.0.\(Int.random(in: 1...9, using: &random))"
            let ip = IPAddress(address) ?? IPAddress(v4: 0)
            return Bool.random(using: &random)
                ? (.add(ip), EventText.add(address, at: .at(sequence)))
                : (.remove(ip), EventText.remove(address, at: .at(sequence)))
        }
        let cuts = (0..<1000).map { _ in Int.random(in: 60...900, using: &random) }
        let counter = Asked()
        let server = try await PlayedServer(pull: [.list(Self.text, cursor: .at(0))]) { request in
            let from = Int(request.since?.sequence ?? 0)
            let rest = feed[from...].map(\.text).joined() + EventText.ready(at: .at(last))
            let cut = cuts[counter.next()]
            return rest.utf8.count <= cut ? .events(rest) : .events(String(rest.prefix(cut)), cut: true)
        }
        try await follow(try server.source()) { events async throws in
            var seen: [ListedChange] = []
            var place = FeedCursor.at(0)
            loop: while true {
                switch try await events.next() {
                case .list(let list, let position, _):
                    #expect(list == Self.addresses)
                    #expect(position.cursor == place)
                case .changes(let changes, let position):
                    seen += changes
                    place = try #require(position.cursor)
                    #expect(seen.count == Int(place.sequence))
                case .current(let position, let isLive):
                    #expect(isLive && position.cursor == .at(last))
                    break loop
                case .failed, .recent: break
                case .refused(let reason, _): Issue.record("refused: \(reason)")
                }
            }
            #expect(seen == feed.map(\.change))
        }
        #expect(server.streamRequests.count > 1)
        await server.stop()
    }

    @Test func aHeartbeatMovesThePlaceOn() async throws {
        let server = try await PlayedServer(pull: [.list(Self.text)]) { _ in
            .events(EventText.ready(at: .at(1)), EventText.heartbeat(at: .at(50)))
        }
        try await follow(try server.source(), from: ListPosition(cursor: .at(1))) { events async throws in
            #expect(try await events.next() == .current(ListPosition(cursor: .at(1)), isLive: true))
            #expect(try await events.next() == .current(ListPosition(cursor: .at(50)), isLive: true))
        }
        await server.stop()
    }

    @Test func withoutAStreamTheListIsPulledAtItsInterval() async throws {
        let server = try await PlayedServer(
            pull: [.list(Self.text, tag: "\"a\""), .answer(status: 304, body: []), .list("45.40.0.1\n45.40.0.3\n")]
        ) { _ in .error(404, "no stream") }
        let clock = TestClock()
        try await follow(try server.source(pullInterval: .seconds(7200), clock: clock)) { events async throws in
            let position = ListPosition(entityTag: "\"a\"")
            #expect(try await events.next() == .list(Self.addresses, position, warnings: []))
            #expect(try await events.next() == .current(position, isLive: false))
            await clock.passOnceSlept(.seconds(7200))
            // Once for the answer to the pull, and once for want of a stream.
            #expect(try await events.next() == .current(position, isLive: false))
            #expect(try await events.next() == .current(position, isLive: false))
            await clock.passOnceSlept(.seconds(7200))
            let third = IPAddressSet("45.40.0.1", "45.40.0.3")
            #expect(try await events.next() == .list(third, ListPosition(), warnings: []))
        }
        await server.stop()
    }

    @Test func aServerThatAsksForPatienceGetsIt() async throws {
        let server = try await PlayedServer(
            pull: [.error(429, "the quota is used up", headers: [("retry-after", "1234")]), .list(Self.text)])
        let clock = TestClock()
        try await follow(try server.source(clock: clock)) { events async throws in
            guard case .failed(let reason, let again, _) = try await events.next() else {
                Issue.record("a failure was expected")
                return
            }
            #expect(reason.contains("quota"))
            #expect(again == .seconds(1234))
            await clock.passOnceSlept(.seconds(1234))
            #expect(try await events.next() == .list(Self.addresses, ListPosition(), warnings: []))
        }
        await server.stop()
    }

    @Test func anAnswerWithoutAKnownEndLosesOnlyItsLastLine() async throws {
        let server = try await PlayedServer(pull: [.raw(Array("HTTP/1.1 200 OK\r\n\r\n45.40.0.1\n45.40.0.".utf8))])
        try await follow(try server.source()) { events async throws in
            guard case .list(let list, _, let warnings) = try await events.next() else {
                Issue.record("a list was expected")
                return
            }
            #expect(list == IPAddressSet("45.40.0.1"))
            #expect(warnings.count == 1 && warnings[0].contains("45.40.0."))
        }
        await server.stop()
    }

    @Test func aListThatIsHeldBackIsAskedForAgain() async throws {
        let server = try await PlayedServer(pull: [.list(Self.text, tag: "\"a\"", cursor: .at(5))])
        let clock = TestClock()
        try await follow(
            try server.source(pullInterval: .seconds(600), clock: clock),
            verdict: { if case .list = $0 { .held("It grew suddenly.") } else { .taken } }
        ) { events async throws in
            for _ in 0..<2 {
                guard case .list = try await events.next() else { Issue.record("a list was expected"); return }
                #expect(try await events.next() == .refused("It grew suddenly.", again: .seconds(600)))
                await clock.passOnceSlept(.seconds(600))
            }
        }
        // Neither its tag nor its place were taken over.
        #expect(server.requests.allSatisfy { $0.headers["if-none-match"] == nil && !$0.isForStream })
        await server.stop()
    }
}
