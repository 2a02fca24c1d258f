import IPNetworks
import Testing

@testable import ThreatAPI

@Suite("Pages of a collection")
struct IndicatorIndexTests {
    static func filter(_ generator: inout SeededGenerator) -> IndicatorFilter {
        var filter = IndicatorFilter()
        filter.list.scoreMinimum = [1, 50, 100].randomElement(using: &generator) ?? 1
        filter.list.family = FamilyFilter.allCases.randomElement(using: &generator) ?? .mixed
        filter.tellsRevoked = Bool.random(using: &generator)
        return filter
    }

    static func places(_ page: IndicatorPage) -> [PagePosition] {
        page.positions.map { PagePosition(time: page.index.time(at: $0), address: page.index.address(at: $0)) }
    }

    static func world(_ changes: Int, _ generator: inout SeededGenerator) -> TAXIIWorld {
        var world = TAXIIWorld()
        for _ in 0..<changes { world.change(&generator) }
        if Bool.random(using: &generator) { world.blurTimes() }
        return world
    }

    @Test("An index is the naive list, and finds what is in it", arguments: 0..<30 as Range<UInt64>)
    func order(_ seed: UInt64) throws {
        var generator = SeededGenerator(seed: seed)
        var world = Self.world(Int.random(in: 0...700, using: &generator), &generator)
        let filter = Self.filter(&generator)
        let index = IndicatorIndex(of: world.snapshot(), filter: filter)
        let expected = world.collection(filter)
        let found = (0..<index.count).map { PagePosition(time: index.time(at: $0), address: index.address(at: $0)) }
        #expect(found == expected)
        for (position, place) in expected.enumerated() {
            #expect(index.position(after: place) == position + 1)
            if let address = place.address { #expect(index.position(of: address) == position) }
            #expect(index.position(after: place.time) == expected.firstIndex { $0.time > place.time } ?? expected.count)
            let sameDate = expected.indices.filter { expected[$0].time.milliseconds == place.time.milliseconds }
            #expect(Array(index.positions(modified: place.time.milliseconds)) == sameDate)
        }
        // Places between objects, and of objects that are not there.
        for _ in 0..<200 {
            let place = PagePosition(
                time: VersionTime(
                    microseconds: (expected.randomElement(using: &generator)?.time.microseconds ?? 0)
                        + UInt64.random(in: 0...1, using: &generator)),
                address: TAXIIWorld.address(&generator))
            let behind = expected.firstIndex { TAXIIWorld.isBefore(place, $0) } ?? expected.count
            #expect(index.position(after: place) == behind)
        }
        #expect(
            index.position(after: .zero) == 0 && index.position(after: VersionTime(microseconds: .max)) == index.count)
        #expect(index.positions(modified: .max).isEmpty && index.positions(modified: .max / 1000).isEmpty)
    }

    @Test("Every question has the answer of a naive filter", arguments: 0..<60 as Range<UInt64>)
    func questions(_ seed: UInt64) throws {
        var generator = SeededGenerator(seed: seed)
        var world = Self.world(400, &generator)
        let filter = Self.filter(&generator)
        let index = IndicatorIndex(of: world.snapshot(), filter: filter)
        let all = world.collection(filter)
        for _ in 0..<20 {
            var parameters = TAXIIParameters()
            parameters.filter = filter
            parameters.limit = Int.random(in: 1...60, using: &generator)
            if Bool.random(using: &generator) { parameters.addedAfter = all.randomElement(using: &generator)?.time }
            if Bool.random(using: &generator) { parameters.offset = Int.random(in: 0...50, using: &generator) }
            if Bool.random(using: &generator) {
                parameters.types = [[.indicator], [.identity], [.identity, .indicator], []].randomElement(
                    using: &generator)
            }
            if Bool.random(using: &generator) {
                parameters.versions = (0..<3).compactMap { _ in all.randomElement(using: &generator)?.time.milliseconds
                }
            }
            var ids: [Int]?
            if Bool.random(using: &generator) {
                ids = (0..<80).map { _ in Int.random(in: 0..<all.count, using: &generator) }
            }
            let expected = all.enumerated().filter { position, place in
                parameters.addedAfter.map { place.time > $0 } ?? true
                    && parameters.types?.contains(position == 0 ? .identity : .indicator) ?? true
                    && parameters.versions?.contains(place.time.milliseconds) ?? true
                    && ids?.contains(position) ?? true
            }.map(\.element).dropFirst(parameters.offset ?? 0)
            let page = IndicatorPage(parameters, in: index, ids: ids)
            #expect(Self.places(page) == Array(expected.prefix(parameters.limit)))
            #expect(page.hasMore == (expected.count > parameters.limit))
            #expect(page.indicatorCount == Self.places(page).count { $0.address != nil })
            #expect((page.next != nil) == page.hasMore)
        }
    }

    /// A client pages while addresses come, change and go. It must end with exactly what a client would have that was
    /// never interrupted, whichever way it goes from page to page.
    @Test("A run among changes loses nothing and tells of every change", arguments: 0..<40 as Range<UInt64>)
    func run(_ seed: UInt64) throws {
        var generator = SeededGenerator(seed: seed)
        var world = TAXIIWorld()
        for _ in 0..<500 { world.change(&generator) }
        var index = IndicatorIndex(of: world.snapshot(), filter: IndicatorFilter())
        let followsNext = Bool.random(using: &generator)
        var held: [IPAddress: VersionTime] = [:]
        var parameters = TAXIIParameters()
        var rounds = 0
        while true {
            rounds += 1
            // In the end the world stands still, and the client reads on until there is nothing more.
            let isStill = rounds > 60
            if !isStill { for _ in 0..<Int.random(in: 0...8, using: &generator) { world.change(&generator) } }
            // The server may answer from an index that is a little old.
            if isStill || Bool.random(using: &generator) {
                index = IndicatorIndex(of: world.snapshot(), filter: IndicatorFilter())
            }
            parameters.limit = Int.random(in: 1...40, using: &generator)
            var page = IndicatorPage(parameters, in: index, ids: nil)
            // Now and then the quota ends within a page, or a page is lost on its way and asked for again.
            if Int.random(in: 0..<5, using: &generator) == 0, page.indicatorCount > 1 {
                page.keep(indicators: Int.random(in: 1..<page.indicatorCount, using: &generator))
            }
            guard Int.random(in: 0..<7, using: &generator) > 0 else { continue }
            for place in Self.places(page) { if let address = place.address { held[address] = place.time } }
            if followsNext, let token = page.next?.token {
                parameters.next = PagePosition(token: token)
                #expect(parameters.next == page.next)
            } else if let last = page.dates?.last {
                parameters.next = nil
                parameters.addedAfter = VersionTime(rfc3339: last.rfc3339)
                #expect(parameters.addedAfter == last)
            }
            if isStill, !page.hasMore { break }
        }
        for place in world.collection() {
            guard let address = place.address else { continue }
            #expect(held[address] == place.time)
        }
    }
}
