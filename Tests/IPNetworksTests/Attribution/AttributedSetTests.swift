import Testing

@testable import IPNetworks

/// Merges against a mask kept for each place of a small universe.
@Suite("Merging lists that stay known")
struct AttributedSetTests {
    @Test("Masks", arguments: Universe<UInt32>.all, [0, 1, 2, 3, 5, 8, 33, 64])
    func merging4(universe: Universe<UInt32>, lists: Int) { merging(universe, lists) }

    @Test("Masks, IPv6", arguments: Universe<UInt128>.all, [0, 1, 2, 3, 5, 8, 33, 64])
    func merging6(universe: Universe<UInt128>, lists: Int) { merging(universe, lists) }

    private func merging<Bits>(_ universe: Universe<Bits>, _ lists: Int) {
        for seed in 0..<12 {
            var random = SeededGenerator(seed: seed)
            let places = (0..<lists).map { _ in random.next() & random.next() & (seed % 2 == 0 ? .max : random.next()) }
            let merged = AttributedSet(merging: places.map { universe.set($0) })
            expectSound(merged)
            let masks = (0..<64).map { mask(of: $0, in: places) }
            #expect((0..<64).map { merged.lists(holding: universe.range($0, $0).first) } == masks)
            #expect((0..<64).map { merged.lists(holding: universe.range($0, $0).last) } == masks)
            let union = universe.set(places.reduce(0, |))
            #expect(merged.union() == union)
            #expect(merged.blocks.elementsEqual(union.blocks))

            for list in 0..<min(lists, 3) {
                let others = places.indices.filter { $0 != list }.reduce(0) { $0 | places[$1] }
                let counts = merged.addressCounts(of: list)
                #expect(counts.all == universe.set(places[list]).addressCount)
                #expect(counts.alone == universe.set(places[list] & ~others).addressCount)
            }

            let removed = random.next() & random.next()
            let rest = merged.subtracting(universe.set(removed))
            expectSound(rest)
            let masksOfRest = (0..<64).map { removed >> UInt64($0) & 1 == 1 ? [] : masks[$0] }
            #expect((0..<64).map { rest.lists(holding: universe.range($0, $0).first) } == masksOfRest)
            #expect((0..<64).map { rest.lists(holding: universe.range($0, $0).last) } == masksOfRest)
        }
    }

    private func mask(of place: Int, in places: [UInt64]) -> ListMask {
        places.indices.reduce(into: ListMask()) { mask, list in
            if places[list] >> UInt64(place) & 1 == 1 { mask.formUnion(ListMask(list: list)) }
        }
    }

    /// In order, nowhere empty, and no two ranges that could be one.
    private func expectSound<Bits>(_ set: AttributedSet<Bits>) {
        #expect(set.ranges.count == set.masks.count)
        #expect(set.masks.allSatisfy { !$0.isEmpty })
        let isInOrder = set.ranges.indices.dropFirst().allSatisfy { index in
            let (before, after) = (set.ranges[index - 1], set.ranges[index])
            return before.last < after.first
                && (after.first - before.last > 1 || set.masks[index - 1] != set.masks[index])
        }
        #expect(isInOrder)
    }

    @Test("Ranges of different sizes, unsorted and overlapping", arguments: 0..<30)
    func ranges(seed: Int) {
        var random = SeededGenerator(seed: seed)
        for universe in Universe<UInt32>.all {
            let lists = (0..<4).map { _ in universe.randomRanges(12, using: &random) }
            let merged = AttributedSet(merging: lists.map { AddressSet($0.0) })
            let masks = (0..<64).map { mask(of: $0, in: lists.map(\.1)) }
            #expect((0..<64).map { merged.lists(holding: universe.address($0)) } == masks)
        }
    }

    @Test("Both families")
    func families() throws {
        let lists = try [["192.0.2.0/24", "2001:db8::/32"], ["192.0.2.128/25", "198.51.100.0/24"]].map { texts in
            try IPAddressSet(texts.map { try IPRange(parsing: $0) })
        }
        let merged = IPAttributedSet(merging: lists)
        #expect(merged.lists(holding: try #require(IPAddress("192.0.2.1"))) == [ListMask(list: 0)])
        #expect(merged.lists(holding: try #require(IPAddress("192.0.2.200"))) == ListMask(rawValue: 0b11))
        #expect(merged.lists(holding: try #require(IPAddress("2001:db8::1"))) == [ListMask(list: 0)])
        #expect(merged.lists(holding: try #require(IPAddress("203.0.113.1"))).isEmpty)
        #expect(merged.union() == lists[0].union(lists[1]))
        let rest = merged.subtracting(lists[0])
        #expect(rest.union() == lists[1].subtracting(lists[0]))
        #expect(rest.lists(holding: try #require(IPAddress("198.51.100.9"))) == [ListMask(list: 1)])
    }

    @Test("All of IPv6 in two lists is counted one short, not as nothing")
    func wholeSpace() {
        let halves = AttributedSet<UInt128>(merging: [
            AddressSet([AddressRange(0, .max)]), AddressSet([AddressRange(1 << 127, .max)]),
        ])
        #expect(halves.addressCounts(of: 0).all == .max)
        #expect(halves.addressCounts(of: 0).alone == 1 << 127)
        #expect(halves.addressCounts(of: 1).alone == 0)
    }

    @Test("The mask of a list")
    func masks() {
        #expect(ListMask(list: 0).rawValue == 1)
        #expect(ListMask(list: 63).rawValue == 1 << 63)
        #expect(ListMask(list: 64).isEmpty)
        #expect(ListMask(list: -1).isEmpty)
        #expect(Array(ListMask(rawValue: 1 << 63 | 0b1010).indices) == [1, 3, 63])
        #expect(ListMask(rawValue: 0b1011).count == 3)
    }
}
