import Testing

@testable import IPNetworks

/// Sets of 64 places against the bits of a number, for both families, at both ends of the space and all over it.
@Suite("Address sets")
struct AddressSetTests {
    @Test("Building", arguments: Universe<UInt32>.all, 0..<5)
    func building4(universe: Universe<UInt32>, seed: Int) { building(universe, seed) }

    @Test("Building, IPv6", arguments: Universe<UInt128>.all, 0..<5)
    func building6(universe: Universe<UInt128>, seed: Int) { building(universe, seed) }

    private func building<Bits>(_ universe: Universe<Bits>, _ seed: Int) {
        var random = SeededGenerator(seed: seed)
        for count in 0..<40 {
            let (ranges, places) = universe.randomRanges(count, using: &random)
            let set = AddressSet(ranges)
            #expect(set.isCanonical)
            #expect(universe.places(of: set) == places)
            #expect(set == universe.set(places))
            #expect(AddressSet(set.ranges.reversed()) == set)
            #expect(AddressSet(set.blocks.map(\.range)) == set)
            let size = UInt128(1) << UInt128(universe.scale)
            #expect(set.addressCount == UInt128(places.nonzeroBitCount) &* size || places == .max)
        }
    }

    @Test("Algebra", arguments: Universe<UInt32>.all, 0..<5)
    func algebra4(universe: Universe<UInt32>, seed: Int) { algebra(universe, seed) }

    @Test("Algebra, IPv6", arguments: Universe<UInt128>.all, 0..<5)
    func algebra6(universe: Universe<UInt128>, seed: Int) { algebra(universe, seed) }

    private func algebra<Bits>(_ universe: Universe<Bits>, _ seed: Int) {
        var random = SeededGenerator(seed: seed)
        for _ in 0..<20 {
            let a = random.next() & random.next()
            let b = [random.next(), random.next() & random.next(), a, ~a, 0, .max].randomElement(using: &random) ?? 0
            let (setA, setB) = (universe.set(a), universe.set(b))
            #expect(setA.union(setB) == universe.set(a | b))
            #expect(setA.intersection(setB) == universe.set(a & b))
            #expect(setA.subtracting(setB) == universe.set(a & ~b))
            #expect(setA.symmetricDifference(setB) == universe.set(a ^ b))
        }
    }

    @Test("Questions", arguments: Universe<UInt32>.all, 0..<2)
    func questions4(universe: Universe<UInt32>, seed: Int) { questions(universe, seed) }

    @Test("Questions, IPv6", arguments: Universe<UInt128>.all, 0..<2)
    func questions6(universe: Universe<UInt128>, seed: Int) { questions(universe, seed) }

    private func questions<Bits>(_ universe: Universe<Bits>, _ seed: Int) {
        var random = SeededGenerator(seed: seed)
        let places = random.next() & random.next()
        let set = universe.set(places)
        for first in 0..<64 {
            #expect(set.contains(universe.address(first)) == (places >> UInt64(first) & 1 == 1))
            let ranges = (first..<64).map { universe.range(first, $0) }
            let asked = (first..<64).map { self.places(first, $0) }
            #expect(ranges.map { set.contains($0) } == asked.map { places & $0 == $0 })
            #expect(ranges.map { set.overlaps($0) } == asked.map { places & $0 != 0 })
        }
    }

    @Test("Single changes", arguments: Universe<UInt32>.all, 0..<5)
    func editing4(universe: Universe<UInt32>, seed: Int) { editing(universe, seed) }

    @Test("Single changes, IPv6", arguments: Universe<UInt128>.all, 0..<5)
    func editing6(universe: Universe<UInt128>, seed: Int) { editing(universe, seed) }

    private func editing<Bits>(_ universe: Universe<Bits>, _ seed: Int) {
        var random = SeededGenerator(seed: seed)
        var places: UInt64 = 0
        var set = AddressSet<Bits>()
        for _ in 0..<200 {
            let first = Int.random(in: 0..<64, using: &random)
            let last = min(63, first + Int.random(in: 0..<9, using: &random))
            if Bool.random(using: &random) {
                set.insert(universe.range(first, last))
                places |= self.places(first, last)
            } else {
                set.remove(universe.range(first, last))
                places &= ~self.places(first, last)
            }
            #expect(set == universe.set(places))
        }
    }

    private func places(_ first: Int, _ last: Int) -> UInt64 {
        (first...last).reduce(0) { $0 | 1 << UInt64($1) }
    }

    @Test("The whole space and nothing")
    func extremes() {
        let everything = AddressSet<UInt128>([AddressRange(0, .max)])
        #expect(everything.addressCount == .max)
        #expect(everything.shareOfSpace == 1)
        #expect(everything.blocks.map(\.prefixLength) == [0])
        #expect(AddressSet<UInt128>().addressCount == 0)
        #expect(AddressSet<UInt128>().shareOfSpace == 0)
        #expect(AddressSet<UInt128>().isEmpty)
        #expect(everything.subtracting(everything).isEmpty)
        let all4 = AddressSet<UInt32>([AddressRange(0, .max)])
        #expect(all4.addressCount == 1 << 32)
        #expect(AddressSet<UInt32>([AddressRange(0x0a00_0000, prefixLength: 8)]).shareOfSpace == 1.0 / 256)
        #expect(all4.range(holding: 7) == AddressRange(0, .max))
        #expect(AddressSet<UInt32>().range(holding: 7) == nil)
    }

    @Test("Large sets, unsorted and full of duplicates, agree with the standard library", arguments: 0..<4)
    func large(seed: Int) {
        var addresses = RandomAddresses(seed: seed)
        let v4 = (0..<8_000).map { _ in addresses.v4() & 0xffff_0fff }
        let sorted4 = Set(v4).sorted()
        let set4 = AddressSet(v4.map { AddressRange($0) })
        #expect(set4.isCanonical)
        #expect(set4.ranges.flatMap { $0.first...$0.last } == sorted4)
        let v6 = (0..<8_000).map { _ in addresses.v6() & 0xff0f_0000_0000_0000_000f }
        let set6 = AddressSet(v6.map { AddressRange($0) })
        #expect(set6.isCanonical)
        #expect(set6.addressCount == UInt128(Set(v6).count))
        #expect(v6.allSatisfy { set6.contains($0) })
    }
}
