import IPNetworks
import NIOCore
import NIOPosix
import Testing
import ThreatModel

@testable import ThreatAPI

@Suite("The cache of lists")
struct ListCacheTests {
    static let key = ListCache.Key(filter: ListFilter(), form: .plain)

    static func withCache(
        budget: Int = ListCache.defaultByteBudget, share: Double = 1,
        _ body: (ListCache, LiveState) async throws -> Void
    ) async throws {
        let threads = NIOThreadPool(numberOfThreads: 1)
        threads.start()
        var generator = SeededGenerator(seed: 5)
        let live = LiveState(ListFixture.snapshot(ListFixture.entries(3000, &generator)))
        try await body(ListCache(live: live, threads: threads, byteBudget: budget, buildShare: share), live)
        try await threads.shutdownGracefully()
    }

    static func bytes(_ list: PreparedList) -> [UInt8] {
        guard case .plain(let plain) = list else { return [] }
        return Array(plain.prefix(.max).readableBytesView)
    }

    @Test("A list is built when it is first asked for, and again when something changed")
    func building() async throws {
        try await Self.withCache { cache, live in
            #expect(cache.ready(Self.key) == nil)
            let first = try await cache.list(Self.key)
            #expect(cache.ready(Self.key).map { Self.bytes($0) } == Self.bytes(first))
            live.replace(
                with: ListFixture.snapshot([.init(address: IPAddress(v4: 9), confidence: 90, lastSeen: 1)], version: 2))
            #expect(cache.ready(Self.key) == nil)
            #expect(Self.bytes(try await cache.list(Self.key)) == Array("0.0.0.9\n".utf8))
        }
    }

    @Test("A list that takes long to build is served a while longer")
    func boundedCost() async throws {
        // So small a share that the first list is good for the length of any test.
        try await Self.withCache(share: 1e-9) { cache, live in
            let first = try await cache.list(Self.key)
            live.replace(with: ListFixture.snapshot([], version: 2))
            #expect(Self.bytes(try await cache.list(Self.key)) == Self.bytes(first))
        }
    }

    @Test("Many who ask at once get the same list")
    func sharing() async throws {
        try await Self.withCache { cache, _ in
            let lists = try await withThrowingTaskGroup(of: [UInt8].self) { group in
                for _ in 0..<50 { group.addTask { Self.bytes(try await cache.list(Self.key)) } }
                return try await group.reduce(into: Set<[UInt8]>()) { $0.insert($1) }
            }
            #expect(lists.count == 1)
        }
    }

    @Test("Memory is bounded: the longest unused list goes, the newest never")
    func eviction() async throws {
        try await Self.withCache(budget: 1) { cache, _ in
            _ = try await cache.list(Self.key)
            #expect(cache.ready(Self.key) != nil)
            let other = ListCache.Key(filter: ListFilter(scoreMinimum: 90), form: .plain)
            _ = try await cache.list(other)
            #expect(cache.ready(Self.key) == nil && cache.ready(other) != nil)
        }
        try await Self.withCache { cache, _ in
            for minimum in 1...20 as ClosedRange<UInt8> {
                _ = try await cache.list(.init(filter: ListFilter(scoreMinimum: minimum), form: .json))
            }
            #expect(cache.ready(.init(filter: ListFilter(scoreMinimum: 1), form: .json)) != nil)
        }
    }
}
