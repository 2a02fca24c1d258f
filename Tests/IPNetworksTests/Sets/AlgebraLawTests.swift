import IPNetworks
import Testing

/// What holds for all sets, tried on sets of thousands of ranges from all over both spaces.
@Suite("Laws of the algebra")
struct AlgebraLawTests {
    @Test("IPv4", arguments: 0..<6)
    func v4(seed: Int) {
        var addresses = RandomAddresses(seed: seed)
        expectLaws(
            (0..<3).map { _ in
                AddressSet(
                    (0..<1_000).map { _ in
                        AddressRange(addresses.v4(), prefixLength: Int.random(in: 4...32, using: &addresses.random))
                    })
            })
    }

    @Test("IPv6", arguments: 0..<6)
    func v6(seed: Int) {
        var addresses = RandomAddresses(seed: seed)
        expectLaws(
            (0..<3).map { _ in
                AddressSet(
                    (0..<1_000).map { _ in
                        AddressRange(addresses.v6(), prefixLength: Int.random(in: 4...128, using: &addresses.random))
                    })
            })
    }

    private func expectLaws<Bits>(_ sets: [AddressSet<Bits>]) {
        let (a, b, c) = (sets[0], sets[1], sets[2])
        let nothing = AddressSet<Bits>()
        let everything = AddressSet<Bits>([AddressRange(0, .max)])
        func complement(_ set: AddressSet<Bits>) -> AddressSet<Bits> { everything.subtracting(set) }

        #expect(a.union(b) == b.union(a))
        #expect(a.intersection(b) == b.intersection(a))
        #expect(a.union(b).union(c) == a.union(b.union(c)))
        #expect(a.intersection(b).intersection(c) == a.intersection(b.intersection(c)))
        #expect(a.intersection(b.union(c)) == a.intersection(b).union(a.intersection(c)))
        #expect(a.union(b.intersection(c)) == a.union(b).intersection(a.union(c)))
        #expect(complement(a.union(b)) == complement(a).intersection(complement(b)))
        #expect(complement(a.intersection(b)) == complement(a).union(complement(b)))
        #expect(complement(complement(a)) == a)
        #expect(a.subtracting(b) == a.intersection(complement(b)))
        #expect(a.symmetricDifference(b) == a.union(b).subtracting(a.intersection(b)))
        #expect(a.symmetricDifference(a) == nothing)
        #expect(a.union(nothing) == a)
        #expect(a.union(everything) == everything)
        #expect(a.intersection(everything) == a)
        #expect(a.intersection(nothing) == nothing)
        #expect(a.union(a) == a)
        #expect(a.intersection(a) == a)

        let sum = a.addressCount + b.addressCount
        #expect(a.union(b).addressCount + a.intersection(b).addressCount == sum)
        #expect(AddressSet(a.blocks.map(\.range)) == a)
        #expect([a, b, c, a.union(b), complement(c)].allSatisfy { $0.isCanonical })
    }

    @Test("A merge of lists is their union, list by list", arguments: 0..<6)
    func merge(seed: Int) {
        var addresses = RandomAddresses(seed: seed)
        let lists = (0..<7).map { _ in
            IPAddressSet((0..<400).map { _ in IPRange(addresses.address()) })
        }
        let merged = IPAttributedSet(merging: lists)
        #expect(merged.union() == lists.reduce(IPAddressSet()) { $0.union($1) })
        for (index, list) in lists.enumerated() {
            let others = lists.indices.filter { $0 != index }.map { lists[$0] }
            let only = others.reduce(list) { $0.subtracting($1) }
            let alone = zip(merged.v4.ranges, merged.v4.masks).filter { $1 == ListMask(list: index) }.map(\.0)
            #expect(AddressSet(alone) == only.v4)
            let alone6 = zip(merged.v6.ranges, merged.v6.masks).filter { $1 == ListMask(list: index) }.map(\.0)
            #expect(AddressSet(alone6) == only.v6)
        }
    }
}
