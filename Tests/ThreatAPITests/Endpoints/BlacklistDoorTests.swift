import Geolocation
import IPNetworks
import NIOPosix
import Scoring
import Store
import Testing
import ThreatModel

@testable import ThreatAPI

@Suite("The doors to a list")
struct BlacklistDoorTests {
    @Test("A text that is written as it is sent is left to the router, before anything is spent")
    func streams() async throws {
        let (store, clock) = (MemoryStore(), ManualClock())
        let administration = Administration(store: store, clock: clock, tiers: Tier.defaults)
        _ = try await administration.operatorAccount()
        let key = try await administration.createKey(tier: "tier_1", label: "").secret.text
        let identities = IdentityDirectory(store: store, tiers: TierTable(Tier.defaults))
        _ = try await identities.refresh(at: clock.now)
        var generator = SeededGenerator(seed: 1)
        let live = LiveState(ListFixture.snapshot(ListFixture.entries(2000, &generator)))
        let lists = ListCache(
            live: live, places: PlaceDirectory(), threads: .singleton, clock: clock, mostKeptText: 10_000)
        let quota = QuotaLedger(store: store, clock: clock)
        let endpoints = Endpoints(
            live: live, identities: identities, quota: quota, lists: lists, places: PlaceDirectory(),
            networks: KnownNetworkDirectory(), clock: clock)
        let known = Array(key.utf8).withUnsafeBytes { identities.current.identity(secret: $0) }
        let credential = try #require(known?.credential)
        let quotaKey = QuotaKey(credential: credential, family: .blacklist)
        try await quota.prepare(10_000, of: quotaKey, limit: 50_000)
        for format in ["json", "nginx"] {
            let format = try #require(RegisteredFormat(named: format))
            _ = try await lists.list(.text(TextKey(format: format)))
        }
        func ask(_ query: String, canStream: Bool) throws -> Outcome {
            try Array("Bearer \(key)".utf8).withUnsafeBytes { authorization in
                try Array(query.utf8).withUnsafeBytes { query in
                    try endpoints.blacklist(
                        RequestHead(
                            isHead: false, path: UnsafeRawBufferPointer(start: nil, count: 0), query: query,
                            authorization: authorization),
                        canStream: canStream)
                }
            }
        }
        for query in ["", "format=nginx"] {
            let before = quota.knownFigures(of: quotaKey, limit: 50_000)?.used
            guard case .needsList = try ask(query, canStream: false) else {
                Issue.record("the fast path took what it cannot write")
                continue
            }
            #expect(quota.knownFigures(of: quotaKey, limit: 50_000)?.used == before)
            guard case .answer(let answer) = try ask(query, canStream: true), case .stream(let stream) = answer.body
            else {
                Issue.record("no stream")
                continue
            }
            let writer = CollectingWriter()
            try await stream.write(to: writer)
            #expect(writer.bytes.count == answer.body.length)
            #expect(quota.knownFigures(of: quotaKey, limit: 50_000)?.used ?? 0 > before ?? 0)
        }
    }
}
