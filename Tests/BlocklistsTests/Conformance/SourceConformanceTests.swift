import APIClient
import IPNetworks
import TestClocks
import TestServers
import Testing

@testable import Blocklists

/// What holds for every source there is.
@Suite(.timeLimit(.minutes(1)))
struct SourceConformanceTests {
    struct Kind: Sendable, CustomTestStringConvertible {
        let kind: SourceKind
        var testDescription: String { kind.name }
        static let all = SourceRegistry.all.map(Kind.init)
    }

    /// Sources of that kind that have nobody to ask.
    private func orphans(_ kind: Kind, clock: any Clock<Duration>) async throws -> [any BlocklistSource] {
        let server = try await PlayedServer(pull: [.cut]) { _ in .cut }
        let settings = SourceSettings(api: try server.client(), files: ["/no/such/file"])
        return kind.kind.make(settings, clock)
    }

    @Test func namesAreUnique() {
        #expect(Set(SourceRegistry.all.map(\.name)).count == SourceRegistry.all.count)
        #expect(SourceRegistry.all.allSatisfy { !$0.summary.isEmpty })
    }

    @Test func nothingAskedForIsNoSource() {
        #expect(SourceRegistry.sources(SourceSettings()).isEmpty)
    }

    /// Else the list of another place, or by another threshold, would be held back for being too unlike the one before.
    @Test(arguments: SourceKind.fetched)
    func anotherListIsMadeByAnotherRecipe(_ kind: SourceKind) throws {
        let sources = try NetworkSources()
        let (one, same) = (
            try sources.source(kind, "http://127.0.0.1:1"), try sources.source(kind, "http://127.0.0.1:1")
        )
        #expect(one.recipe == same.recipe)
        #expect(one.recipe != (try sources.source(kind, "http://127.0.0.1:2")).recipe)
        var settings = try sources.settings("http://127.0.0.1:1", format: .netset)
        settings.lists.abuseIPDB?.confidenceMinimum = 25
        guard kind.name != BlocklistDEOptions.kind.name else { return }
        #expect(one.recipe != kind.make(settings, sources.clock).first?.recipe)
    }

    @Test(arguments: Kind.all)
    func whatFailsSaysWhyAndTriesAgain(_ kind: Kind) async throws {
        for source in try await orphans(kind, clock: TestClock()) {
            #expect(!source.identity.id.isEmpty && !source.identity.name.isEmpty)
            try await follow(source) { events async throws in
                guard case .failed(let reason, let again, _) = try await events.next() else {
                    Issue.record("a failure was expected")
                    return
                }
                #expect(!reason.isEmpty)
                #expect(again > .zero)
            }
        }
    }

    /// Also while it waits for something: the test ends only when the source has.
    @Test(arguments: Kind.all)
    func cancellingEndsIt(_ kind: Kind) async throws {
        for source in try await orphans(kind, clock: TestClock()) {
            try await follow(source) { events in _ = try await events.next() }
            try await follow(source) { _ in }
        }
    }
}
