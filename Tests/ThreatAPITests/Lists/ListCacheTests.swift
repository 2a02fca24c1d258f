import Geolocation
import IPNetworks
import NIOCore
import NIOPosix
import Testing
import ThreatModel

@testable import ThreatAPI

@Suite("The cache of lists")
struct ListCacheTests {
    static let key = ListKey(TextKey(format: .plainText), in: .identity)

    static func key(_ minimum: UInt8, _ format: RegisteredFormat = .plainText) -> ListKey {
        .text(TextKey(filter: ListFilter(scoreMinimum: minimum), format: format))
    }

    /// A list that few ask for.
    static func unusual(_ number: UInt32) -> ListKey {
        var filter = ListFilter(scoreMinimum: 1)
        filter.places.exceptASNs = [number]
        return .text(TextKey(filter: filter, format: .plainText))
    }

    static func withCache(
        budget: Int = ListCache.defaultByteBudget, share: Double = 1, retired: Int = ListCache.defaultRetiredBudget,
        threads count: Int = 1,
        _ body: (ListCache, LiveState, ManualClock) async throws -> Void
    ) async throws {
        let threads = NIOThreadPool(numberOfThreads: count)
        threads.start()
        var generator = SeededGenerator(seed: 5)
        let live = LiveState(ListFixture.snapshot(ListFixture.entries(3000, &generator)))
        let clock = ManualClock()
        let cache = ListCache(
            live: live, places: PlaceDirectory(), threads: threads, clock: clock, byteBudget: budget,
            buildShare: share, retiredBudget: retired)
        try await body(cache, live, clock)
        try await threads.shutdownGracefully()
    }

    static func bytes(_ list: PreparedList) -> [UInt8] { list.text.map { FilterPropertyTests.bytes($0) } ?? [] }

    static func identity(_ list: PreparedList) -> ObjectIdentifier { ObjectIdentifier(list.holder) }

    static func one(_ version: UInt64) -> Snapshot {
        ListFixture.snapshot([.init(address: IPAddress(v4: 9), confidence: 90, lastSeen: 1)], version: version)
    }

    @Test("A list is built when it is first asked for, and again when something changed")
    func building() async throws {
        try await Self.withCache { cache, live, _ in
            #expect(cache.ready(Self.key) == nil)
            let first = try await cache.list(Self.key)
            #expect(cache.ready(Self.key).map { Self.bytes($0) } == Self.bytes(first))
            live.replace(with: Self.one(2))
            #expect(cache.ready(Self.key) == nil)
            #expect(Self.bytes(try await cache.list(Self.key)) == Array("0.0.0.9\n".utf8))
        }
    }

    @Test("A list that takes long to build is served a while longer")
    func boundedCost() async throws {
        // So small a share that the first list is good for the length of any test.
        try await Self.withCache(share: 1e-9) { cache, live, _ in
            let first = try await cache.list(Self.key)
            live.replace(with: ListFixture.snapshot([], version: 2))
            #expect(Self.bytes(try await cache.list(Self.key)) == Self.bytes(first))
        }
    }

    @Test("Many who ask at once get the same list")
    func sharing() async throws {
        try await Self.withCache { cache, _, _ in
            let lists = try await withThrowingTaskGroup(of: ObjectIdentifier.self) { group in
                for _ in 0..<50 { group.addTask { Self.identity(try await cache.list(Self.key)) } }
                return try await group.reduce(into: Set<ObjectIdentifier>()) { $0.insert($1) }
            }
            #expect(lists.count == 1)
        }
    }

    @Test("A text and its compressed forms are of one list, made once")
    func layers() async throws {
        try await Self.withCache { cache, _, _ in
            let text = try await cache.list(Self.key)
            for coding in [ContentCoding.gzip, .zstd] {
                let packed = try await cache.list(ListKey(TextKey(format: .plainText), in: coding))
                #expect(packed.text === text.text)
            }
            let json = try await cache.list(ListKey(TextKey(format: .json), in: .identity))
            #expect(json.list === text.list)
            #expect(try await cache.addresses(ListFilter()) === text.list)
        }
    }

    @Test("Memory is bounded: the longest unused list goes, the newest never")
    func eviction() async throws {
        try await Self.withCache(budget: 1) { cache, _, _ in
            _ = try await cache.list(Self.key)
            #expect(cache.ready(Self.key) != nil)
            _ = try await cache.list(Self.key(90))
            #expect(cache.ready(Self.key) == nil && cache.ready(Self.key(90)) != nil)
        }
        try await Self.withCache { cache, _, _ in
            for minimum in 1...20 as ClosedRange<UInt8> { _ = try await cache.list(Self.key(minimum, .json)) }
            #expect(cache.ready(Self.key(1, .json)) != nil)
        }
    }

    @Test("Any number of unusual lists leaves the usual ones where they are")
    func flood() async throws {
        try await Self.withCache(budget: 2_000_000) { cache, _, _ in
            _ = try await cache.list(Self.key)
            for number in 1...100 as ClosedRange<UInt32> { _ = try await cache.list(Self.unusual(number)) }
            #expect(cache.ready(Self.key) != nil && cache.ready(Self.unusual(100)) != nil)
            let kept = (1...100 as ClosedRange<UInt32>).count { cache.ready(Self.unusual($0)) != nil }
            #expect(kept < 20)
        }
    }

    @Test("While answers hold too much of what was replaced, the list is served as it is")
    func slowClients() async throws {
        try await Self.withCache(retired: 50_000) { cache, live, _ in
            var held = [try await cache.list(Self.key)]
            live.replace(with: Self.one(2))
            // Nothing is retired yet, so the list is replaced; the first one stays alive as long as it is held.
            held.append(try await cache.list(Self.key))
            #expect(Self.identity(held[0]) != Self.identity(held[1]))
            live.replace(with: ListFixture.snapshot([], version: 3))
            #expect(cache.ready(Self.key).map { Self.identity($0) } == Self.identity(held[1]))
            held.removeFirst()
            #expect(cache.ready(Self.key) == nil)
            #expect(Self.bytes(try await cache.list(Self.key)).isEmpty)
        }
    }

    @Test("A text that lives on in its compressed form is no answer under way")
    func keptByForms() async throws {
        try await Self.withCache(retired: 1) { cache, live, _ in
            _ = try await cache.list(ListKey(TextKey(format: .plainText), in: .gzip))
            for version in 2...4 as ClosedRange<UInt64> {
                live.replace(with: Self.one(version))
                #expect(cache.ready(Self.key) == nil)
                _ = try await cache.list(Self.key)
            }
        }
    }

    @Test("A text that is built again with the same bytes has been the same since the first time")
    func since() async throws {
        try await Self.withCache { cache, live, clock in
            live.replace(with: Self.one(2))
            let first = try await cache.list(Self.key).since
            clock.advance(by: .milliseconds(100))
            live.replace(with: Self.one(3))
            #expect(try await cache.list(Self.key).since == first)
            // Another one within the same second is told apart by whole seconds all the same.
            live.replace(with: ListFixture.snapshot([], version: 4))
            let second = try await cache.list(Self.key).since
            #expect(second == first.advanced(by: .seconds(1)))
            clock.advance(by: .seconds(10))
            live.replace(with: Self.one(5))
            #expect(try await cache.list(Self.key).since == clock.now)
        }
    }
}
