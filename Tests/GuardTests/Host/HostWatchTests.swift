import Glibc
import IPNetworks
import Netlink
import TestClocks
import TestGuards
import Testing
import ThreatModel

@testable import Guard

@Suite(.timeLimit(.minutes(1)))
struct HostWatchTests {
    private let host = PlayedHost(.sample)
    private let clock = TestClock()
    private let wallClock = TestWallClock()
    private let log = LogBook()

    private func watch(
        whitelist: [WhitelistEntry] = [], servers: [String] = [], targets: [HostPort] = [], session: SSHSession? = nil
    ) -> HostWatch {
        HostWatch(
            facts: host, whitelist: whitelist, servers: servers.map { HostPort(host: $0, port: 443) },
            targets: targets, session: session, clock: clock, elapsed: wallClock, logger: log.logger)
    }

    @Test func theFirstAllowlistAsksNoNameServer() async throws {
        let allowlist = await watch(whitelist: [.host("never.example")], servers: ["45.60.0.1", "never.example"])
            .firstAllowlist()
        #expect(try allowlist.addresses.contains(address("45.60.0.1")))
        #expect(try allowlist.addresses.contains(address("45.41.0.1")))
    }

    @Test func aHostThatCannotBeAskedStaysAsItWas() async throws {
        let watch = watch()
        _ = await watch.firstAllowlist()
        host.set(failure: .alreadyRunning("out of order"))
        #expect(try await watch.firstAllowlist().addresses.contains(address("45.41.0.2")))
        #expect(log.has("out of order"))
    }

    @Test func changesOfTheHostAreDelivered() async throws {
        host.set("home.example", [try address("45.80.0.1")])
        let watch = watch(whitelist: [.host("home.example")])
        let (lists, list) = AsyncStream.makeStream(of: Allowlist.self)
        try await withThrowingDiscardingTaskGroup { group in
            group.addTask { await watch.run { list.yield($0) } }
            defer { group.cancelAll() }
            var iterator = lists.makeAsyncIterator()
            await clock.passOnceSlept(HostWatch.settling)
            var first = try #require(await iterator.next())
            if try !first.addresses.contains(address("45.80.0.1")) {
                // The name was answered after the host was looked at.
                await clock.passOnceSlept(HostWatch.settling)
                first = try #require(await iterator.next())
            }
            #expect(try first.addresses.contains(address("45.80.0.1")))
            host.set(network: HostNetwork(gateways: [try address("45.90.0.1")]))
            await clock.passOnceSlept(HostWatch.settling)
            let second = try #require(await iterator.next())
            #expect(
                try second.addresses.contains(address("45.90.0.1")) && !second.addresses.contains(address("45.41.0.2")))
            // What was once answered for a name is not forgotten with the next answer.
            #expect(try second.addresses.contains(address("45.80.0.1")))
        }
    }

    /// Whoever is allowed by address does not wait for a name that nobody answers.
    @Test func aNameServerThatIsGoneHoldsUpNothingElse() async throws {
        let watch = watch(whitelist: [.host("never.example")])
        let (lists, list) = AsyncStream.makeStream(of: Allowlist.self)
        try await withThrowingDiscardingTaskGroup { group in
            group.addTask { await watch.run { list.yield($0) } }
            defer { group.cancelAll() }
            var iterator = lists.makeAsyncIterator()
            for text in ["45.80.0.1", "45.80.0.2"] {
                await clock.passOnceSlept(HostWatch.settling)
                _ = try #require(await iterator.next())
                let entry = try #require(WhitelistEntry(text))
                await watch.replace(whitelist: [.host("never.example"), entry], servers: [])
                await clock.passOnceSlept(HostWatch.settling)
                let next = try #require(await iterator.next())
                #expect(try next.addresses.contains(address(text)))
                host.set(network: HostNetwork(gateways: [try address(text)]))
            }
        }
    }

    /// A stop does not wait for a name server that is gone.
    @Test func cancellingEndsALookUpThatHangs() async {
        let watch = watch(whitelist: [.host("never.example")])
        await withDiscardingTaskGroup { group in
            group.addTask { await watch.run { _ in } }
            await clock.passOnceSlept(HostWatch.settling)
            group.cancelAll()
        }
    }

    @Test func namesAreLookedUpWithoutKeepingAnybodyWaiting() async throws {
        let (begun, begin) = AsyncStream.makeStream(of: Void.self)
        let lookUp = NameLookup(thread: try NetlinkThread()) { name in
            begin.yield()
            if name == "slow.example" { while true { pause() } }
            return [IPAddress(v4: 7)]
        }
        #expect(await lookUp.addresses(of: "45.40.0.1") == [try address("45.40.0.1")])
        #expect(await lookUp.addresses(of: "quick.example") == [IPAddress(v4: 7)])
        let found = await withTaskGroup(of: [IPAddress].self) { group in
            group.addTask { await lookUp.addresses(of: "slow.example") }
            var iterator = begun.makeAsyncIterator()
            for _ in 0..<2 { await iterator.next() }
            group.cancelAll()
            return await group.next()
        }
        #expect(found == [])
    }

    @Test func sessionsAreThoseOfTheServiceAndOurOwn() async throws {
        let session = try #require(SSHSession("45.40.0.9 50000 45.41.0.2 22"))
        let watch = watch(session: session)
        host.set(connections: [
            EstablishedConnection(peer: try address("45.40.0.1"), peerPort: 1, localPort: 22)
        ])
        #expect(try await watch.sessions() == [address("45.40.0.1"), address("45.40.0.9")])
        host.set(failure: .alreadyRunning("out of order"))
        #expect(try await watch.sessions() == [address("45.40.0.1"), address("45.40.0.9")])
    }

    /// Connections that were open before anybody tracked them count as allowed for as long as they last.
    @Test func whomThisHostHasCalledIsAllowedUntilItHangsUp() async throws {
        let watch = watch()
        let first = EstablishedConnection(peer: try address("45.40.0.1"), peerPort: 443, localPort: 50_000)
        let second = EstablishedConnection(peer: try address("45.40.0.2"), peerPort: 443, localPort: 50_001)
        host.set(opened: [first])
        #expect(await watch.sessions() == [])
        await watch.beginGrace()
        #expect(try await watch.sessions() == [address("45.40.0.1")])
        host.set(opened: [first, second])
        wallClock.advance(by: OpenedBefore.interval)
        #expect(try await watch.sessions() == [address("45.40.0.1")], "what is opened later is tracked")
        host.set(opened: [second])
        #expect(try await watch.sessions() == [address("45.40.0.1")], "not looked at every time")
        wallClock.advance(by: OpenedBefore.interval)
        #expect(await watch.sessions() == [])
        host.set(opened: [first])
        #expect(await watch.sessions() == [], "it began anew")
    }

    @Test func noGraceLastsForEver() async throws {
        let watch = watch()
        host.set(opened: [EstablishedConnection(peer: try address("45.40.0.1"), peerPort: 443, localPort: 50_000)])
        await watch.beginGrace()
        wallClock.advance(by: OpenedBefore.longest)
        #expect(await watch.sessions() == [])
    }

    @Test func theTargetsAreGatewaysServersAndTheUsersOwn() async throws {
        let watch = watch(servers: ["45.60.0.1"], targets: [HostPort(host: "db.example", port: 5432)])
        _ = await watch.firstAllowlist()
        #expect(await watch.connectivityTargets.map(\.name) == ["gateway 45.41.0.1", "server 45.60.0.1:443"])
        await watch.replace(whitelist: [], servers: [HostPort(host: "45.61.0.1", port: 80)])
        let targets = await watch.connectivityTargets
        #expect(targets.map(\.name) == ["gateway 45.41.0.1", "server 45.61.0.1:80"])
        #expect(try await watch.firstAllowlist().addresses.contains(address("45.61.0.1")))
    }

    @Test func addressesOfNamesAreKeptForAWhile() throws {
        var memory = NameMemory()
        let start = wallClock.now
        memory.note("a", [IPAddress(v4: 1)], at: start)
        memory.note("a", [IPAddress(v4: 2)], at: start.advanced(by: .seconds(3000)))
        #expect(memory.addresses(of: ["a", "b"]) == ["a": [IPAddress(v4: 1), IPAddress(v4: 2)], "b": []])
        memory.note("a", [], at: start.advanced(by: .seconds(90_000)))
        #expect(memory.addresses(of: ["a"])["a"]?.count == 2)
        memory.note("a", [IPAddress(v4: 3)], at: start.advanced(by: .seconds(4000)))
        #expect(memory.addresses(of: ["a"]) == ["a": [IPAddress(v4: 2), IPAddress(v4: 3)]])
    }
}
