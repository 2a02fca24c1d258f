import APIClient
import Blocklists
import Foundation
import IPNetworks
import Settings
import TestGuards
import Testing
import ThreatModel

@testable import Guard

/// Which sources there are by the settings, and which of them are left out.
struct SourceListingTests {
    private func configuration(_ text: String) throws -> GuardConfiguration {
        let sources = SettingSources<GuardConfiguration>(file: try SettingsFile(path: "/f", text: text))
        return try sources.readAndCompare().checked()
    }

    private static let everything = """
        api.key: sk_0123456789
        custom_blacklist: [/a/one.txt, /b/one.txt]
        abuseipdb: {key: k}
        blocklist_de: {feeds: [ssh, mail]}
        known_lists: [spamhaus-drop, tor-exits]
        lists: [{name: mine, url: 'https://lists.example/x?key=secret'}, {name: Tor exits, url: 'https://tor.example/'}]
        """.replacing("api.key:", with: "api:\n  key:")

    /// The identities are those that the registry gives, in its order.
    @Test func listingsAreTheSourcesOfTheRegistry() async throws {
        let configuration = try configuration(Self.everything)
        let connections = HTTPConnections()
        let credential = try #require(configuration.credential)
        let client = APIClient(
            server: configuration.server, credential: credential, connections: connections, userAgent: "test")
        let settings = SourceSettings(
            api: client, files: configuration.customBlacklists, lists: configuration.askedLists,
            fetching: FetchSurroundings(
                connections: connections, folder: nil, clock: SystemClock(), userAgent: "test"),
            manual: ManualBlocks(folder: nil))
        #expect(
            configuration.sourceListings.map(\.identity) == SourceRegistry.sources(settings).map(\.identity))
        await connections.shutdown()
    }

    @Test func aListOfTheUsersOwnWinsOverAKnownOneOfItsName() throws {
        let listings = try configuration(Self.everything).sourceListings
        let tor = listings.filter { $0.identity.name == "Tor exits" }
        #expect(tor.map(\.kind) == [.list(url: "https://tor.example/", known: nil)])
        #expect(listings.contains { $0.kind == .list(url: "https://lists.example/x", known: nil) }, "no query is shown")
    }

    @Test(arguments: ["blocklist-de-ssh", "blocklist.de ssh"])
    func sourcesAreNamedByIdentifierOrName(_ name: String) throws {
        let configuration = try configuration(Self.everything + "\nsources: {off: ['\(name)', manual]}")
        #expect(configuration.sourceListings.filter(\.isOff).map(\.identity.id) == ["blocklist-de-ssh"])
    }

    @Test("A known list can be asked for as it stands", arguments: KnownList.all)
    func known(_ list: KnownList) throws {
        let options = try #require(list.options)
        #expect(URLListOptions.intervals.contains(list.interval) && list.interval >= .seconds(3600))
        #expect(list.url.hasPrefix("https://") && list.page.hasPrefix("https://"))
        #expect((1...URLListOptions.longestName).contains(options.name.count))
        #expect(KnownList.all.count { $0.id == list.id || $0.name == list.name } == 1)
        // Its format is one that the settings file could name.
        #expect(ListFormat("\(options.format)") == options.format)
    }

    @Test func overlapsAreCounted() async {
        let (a, b, c) = (
            IPAddressSet("45.1.0.0/24", "45.2.0.1", "2a01::1"), IPAddressSet("45.1.0.7", "2a01::1"), IPAddressSet()
        )
        let overlap = await SourceOverlap.of([
            (.init(id: "a", name: "A"), KeptList(a)), (.init(id: "b", name: "B"), KeptList(b)),
            (.init(id: "c", name: "C"), KeptList(c)),
        ])
        #expect(overlap.sources.map(\.alone) == [1, 0, 0])
        #expect(overlap.sources.map(\.shared) == [["b": 2], ["a": 2], [:]])
    }

    /// Its list is on disk, and it is in force as soon as it is switched on.
    @Test(.timeLimit(.minutes(1))) func aSourceThatIsOffAtTheStart() async throws {
        let folder = try Folder()
        try FileManager.default.createDirectory(atPath: folder.path("data"), withIntermediateDirectories: true)
        try folder.write("data/settings.yaml", "sources.off: mine.txt\n")
        let served = try ServedGuard("custom_blacklist: [LIST]\n", in: folder)
        try await served.whileRunning { service async throws in
            let desk = try #require(service.orders)
            #expect(await desk.knownStatus().sources.map(\.identity) == [.manual])
            _ = try await desk.set("sources.off", to: nil)
            try await served.blocks(IPAddressSet("45.40.0.1"))
            _ = try await desk.set("sources.off", to: "mine.txt")
            try await served.blocks(IPAddressSet())
        }
    }
}
