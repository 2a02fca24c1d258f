import IPNetworks
import Synchronization
import TestClocks
import TestServers
import Testing
import ThreatModel

@testable import Blocklists

/// Fetching from real servers: what redirects, codings and texts lead to.
@Suite(.timeLimit(.minutes(1)))
struct ListFetcherTests {
    private let urlKind = URLListOptions.kind

    @Test func redirectsAreFollowed() async throws {
        let sources = try NetworkSources()
        let server = try await TestHTTPServer { request in
            switch request.target {
            case "/list.txt": .redirect(to: "/b", status: 301)
            case "/b": .redirect(to: "c", status: 307)
            case "/c": .list("45.40.0.1\n")
            default: .error(404, "no")
            }
        }
        let told = try await sources.keeper(urlKind, server.url).run { $0.isCurrent }
        #expect(told.lists == [KeptList(IPAddressSet("45.40.0.1"))])
        await server.stop()
    }

    /// From a public host to a machine of ours, which no stranger may have us ask.
    @Test func redirectsToPrivateAddressesAreNotFollowed() async throws {
        var sources = try NetworkSources()
        sources.lookUp = { $0 == "localhost" ? [IPAddress(v4: 0x2d28_0001)] : HostLookup.addresses(of: $0) }
        let asked = Asked()
        let inner = try await TestHTTPServer { _ in
            _ = asked.next()
            return .list("45.40.0.1\n")
        }
        let outer = try await TestHTTPServer { _ in .redirect(to: inner.url) }
        let told = try await sources.keeper(urlKind, "http://localhost:\(outer.port)").run { $0.isComplaint }
        #expect(told.complaint?.contains("127.0.0.1, which is no machine on the Internet") == true)
        #expect(asked.next() == 0)
        // Whoever writes a private address down means it.
        let own = try await sources.keeper(urlKind, outer.url).run { $0.isCurrent }
        #expect(own.lists.count == 1)
        await inner.stop()
        await outer.stop()
    }

    @Test func redirectsFromTLSToPlainTextAreNotFollowed() async throws {
        var sources = try NetworkSources()
        let certificate = try await sources.certificate(days: 1)
        sources.trust(certificate)
        let plain = try await TestHTTPServer { _ in .list("45.40.0.1\n") }
        let server = try await TestHTTPServer(certificate: certificate) { _ in .redirect(to: plain.url) }
        let told = try await sources.keeper(urlKind, server.url).run { $0.isComplaint }
        #expect(told.complaint?.contains("from TLS to plain text") == true)
        await server.stop()
        await plain.stop()
        await sources.shutdown()
    }

    @Test(arguments: [true, false])
    func packedListsAreUnpacked(_ saysSo: Bool) async throws {
        let sources = try NetworkSources()
        let packed = TestGzip.pack(Array(Misbehaviour.good.utf8))
        let server = try await TestHTTPServer { request in
            #expect(request.headers["accept-encoding"] == "gzip")
            return saysSo ? .gzipped(packed) : .answer(status: 200, body: packed)
        }
        let told = try await sources.keeper(urlKind, server.url).run { $0.isCurrent }
        #expect(told.lists.first?.rangeCount == Misbehaviour.goodAddresses)
        await server.stop()
    }

    @Test(arguments: [("csv:ip", "ip,n\n45.40.0.1,1\n"), ("json:/data/*/ip", #"{"data":[{"ip":"45.40.0.1"}]}"#)])
    func otherFormats(_ format: String, _ text: String) async throws {
        let sources = try NetworkSources()
        let server = try await TestHTTPServer { _ in .list(text) }
        let keeper = try sources.keeper(urlKind, server.url, format: try #require(ListFormat(format)))
        #expect(await keeper.run { $0.isCurrent }.lists == [KeptList(IPAddressSet("45.40.0.1"))])
        await server.stop()
    }

    @Test func abuseIPDBIsAskedAsItWants() async throws {
        let sources = try NetworkSources()
        let asked = Mutex<[TestRequest]>([])
        let server = try await TestHTTPServer { request in
            asked.withLock { $0.append(request) }
            return .list("45.40.0.1\n45.40.0.2")
        }
        let told = try await sources.keeper(AbuseIPDBOptions.kind, server.url).run { $0.isCurrent }
        // Its answers do not end in a line feed.
        #expect(told.lists == [KeptList(IPAddressSet("45.40.0.1", "45.40.0.2"))])
        let request = try #require(asked.withLock { $0.first })
        #expect(request.target == "/api/v2/blacklist?confidenceMinimum=90&limit=10000&plaintext=true")
        #expect(request.headers["key"] == "secret")
        await server.stop()
    }

    @Test func abuseIPDBIsAskedFiveTimesADayHoweverOftenItIsRestarted() async throws {
        let sources = try NetworkSources()
        let asked = Asked()
        let server = try await TestHTTPServer { _ in
            _ = asked.next()
            return .error(500, "no")
        }
        for number in 0..<8 {
            let told = try await sources.keeper(AbuseIPDBOptions.kind, server.url).run { $0.isComplaint }
            #expect(told.complaint?.contains(number < 5 ? "500" : "All 5 calls") == true, "\(number)")
        }
        #expect(asked.next() == 5)
        sources.wallClock.advance(by: .seconds(86_400))
        let told = try await sources.keeper(AbuseIPDBOptions.kind, server.url).run { $0.isComplaint }
        #expect(told.complaint?.contains("500") == true)
        await server.stop()
    }

    @Test func everyFeedIsASourceOfItsOwn() throws {
        var settings = try NetworkSources().settings("http://127.0.0.1:1")
        settings.lists.blocklistDE.feeds = BlocklistDEFeed.allCases
        let names = BlocklistDEOptions.kind.make(settings, ContinuousClock()).map(\.identity.name)
        #expect(names.count == 11 && Set(names).count == 11 && names.contains("blocklist.de ssh"))
    }

    @Test func aKeyIsNotShown() throws {
        let key = try #require(AbuseIPDBKey("secret"))
        let options = AbuseIPDBOptions(key: key)
        var dumped = ""
        dump(options, to: &dumped)
        #expect(!"\(options) \(String(reflecting: key)) \(dumped)".contains("secret"))
        #expect(AbuseIPDBKey("two words") == nil && AbuseIPDBKey("") == nil)
    }

    /// A list that was confirmed an hour ago is in force after a restart, and nobody is asked.
    @Test func aRestartHammersNobody() async throws {
        let sources = try NetworkSources()
        let asked = Asked()
        let server = try await TestHTTPServer { _ in
            _ = asked.next()
            return .list("45.40.0.1\n")
        }
        _ = try await sources.keeper(urlKind, server.url).run { $0.isCurrent }
        let keeper = try sources.keeper(urlKind, server.url)
        #expect(await keeper.load() != nil)
        let told = await keeper.run { $0.isCurrent }
        #expect(told.lists.isEmpty)
        #expect(asked.next() == 1)
        await server.stop()
    }

    /// Somebody wants the list now, and it has shrunk: held back first, taken when somebody has looked at it.
    @Test func whatSomebodyConfirmsIsTaken() async throws {
        let sources = try NetworkSources()
        let asked = Asked()
        let server = try await TestHTTPServer { _ in .list(asked.next() == 0 ? Misbehaviour.good : "45.40.0.0\n") }
        let keeper = try sources.keeper(urlKind, server.url)
        let told = await keeper.run { health in
            switch health.state {
            case .waiting: break
            case .current where health.warnings.isEmpty && asked.count == 1: keeper.source.pull()
            case .refused: await keeper.confirm()
            case .current, .live, .failing: break
            }
            return health.isCurrent && asked.count == 3
        }
        #expect(told.lists.map(\.rangeCount) == [Misbehaviour.goodAddresses, 1])
        #expect(
            told.health.contains {
                if case .refused(let reason, _) = $0.state { reason.contains("shrank") } else { false }
            })
        await server.stop()
    }

    // MARK: - Which line

    @Test func theLineOfAnAddressIsFound() async throws {
        let sources = try NetworkSources()
        let server = try await TestHTTPServer { _ in
            .list(
                "; Drop list\n45.40.0.0/16 ; SBL1\n45.41.0.1\n45.40.7.7 # again\n0.0.0.0/0\n45.9.9.9\n1.1.1.1\n1.1.1.2\n"
            )
        }
        let keeper = try sources.keeper(urlKind, server.url)
        _ = await keeper.run { $0.isCurrent }
        // After a restart too, from what is on disk.
        let later = try sources.keeper(urlKind, server.url)
        _ = await later.load()
        for keeper in [keeper, later] {
            let entry = try #require(await keeper.explain(try address("45.40.7.7")))
            #expect(entry.source.name == "Some list")
            #expect(entry.lines.map(\.number) == [2, 4])
            #expect(entry.lines.map(\.text) == ["45.40.0.0/16 ; SBL1", "45.40.7.7 # again"])
            #expect(entry.lines.first?.place == .web("\(server.url)/list.txt"))
            #expect(entry.since?.day == sources.wallClock.now.day)
            #expect(await keeper.explain(try address("45.99.0.1")) == nil)
        }
        await server.stop()
    }

    /// A text that is not used leaves the one that is.
    @Test func linesAreThoseOfTheListThatIsInForce() async throws {
        let sources = try NetworkSources()
        let asked = Asked()
        let server = try await TestHTTPServer { _ in
            .list(asked.next() == 0 ? "# one\n" + Misbehaviour.good : "45.40.0.0\n")
        }
        let keeper = try sources.keeper(urlKind, server.url)
        _ = await keeper.run { health in
            if health.isCurrent { keeper.source.pull() }
            return health.isComplaint
        }
        let entry = try #require(await keeper.explain(try address("45.40.0.0")))
        #expect(entry.lines.map(\.number) == [2])
        #expect(try StoredFolder(sources.folder.path("")).names().filter { $0.contains("draft") } == [])
        await server.stop()
    }
}
