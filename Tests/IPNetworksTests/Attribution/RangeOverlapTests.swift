import Testing

@testable import IPNetworks

/// What sets have in common, against asking for each range by itself.
@Suite("What sets have in common")
struct RangeOverlapTests {
    @Test("Ranges alone and shared", arguments: Universe<UInt32>.all, [0, 1, 2, 5, 33, 64])
    func counts4(universe: Universe<UInt32>, sets: Int) { counts(universe, sets) }

    @Test("Ranges alone and shared, IPv6", arguments: Universe<UInt128>.all, [0, 1, 2, 5, 33, 64])
    func counts6(universe: Universe<UInt128>, sets: Int) { counts(universe, sets) }

    private func counts<Bits>(_ universe: Universe<Bits>, _ count: Int) {
        for seed in 0..<8 {
            var random = SeededGenerator(seed: seed)
            let sets = (0..<count).map { _ in
                universe.set(random.next() & random.next() & (seed % 2 == 0 ? random.next() : .max))
            }
            let overlap = RangeOverlap(of: sets)
            for (index, set) in sets.enumerated() {
                let meets = set.ranges.map { range in
                    sets.indices.filter { other in
                        other != index
                            && sets[other].ranges.contains { $0.first <= range.last && range.first <= $0.last }
                    }
                }
                #expect(overlap.alone[index] == meets.count { $0.isEmpty })
                for other in sets.indices {
                    #expect(overlap.shared[index][other] == meets.count { $0.contains(other) })
                }
            }
        }
    }
}
