import IPNetworks
import Testing
import ThreatModel

@testable import ThreatAPI

@Suite("Lists")
struct AddressListTests {
    @Test("The order is that of plain comparison", arguments: [0, 1, 2, 300, 511, 512, 513, 6000])
    func order(_ count: Int) {
        var generator = SeededGenerator(seed: UInt64(count))
        let entries = ListFixture.entries(count, &generator)
        for filter in [
            ListFilter(scoreMinimum: 1), ListFilter(), ListFilter(scoreMinimum: 100, family: .v4),
            ListFilter(scoreMinimum: 30, family: .v6),
        ] {
            let expected = ListFixture.sorted(
                entries.filter { $0.confidence >= filter.scoreMinimum && filter.family.holds($0.address) })
            let list = AddressList(of: ListFixture.snapshot(entries), filter: filter)
            #expect(list.entries.map { list.address(of: $0) } == expected.map(\.address))
            #expect(list.entries.map(\.confidence) == expected.map(\.confidence))
            #expect(list.entries.map(\.lastSeen) == expected.map(\.lastSeen))
        }
    }

    @Test("Networks hold the addresses and no others, and are as few as can be", arguments: 0..<40 as Range<UInt64>)
    func networks(_ seed: UInt64) {
        var generator = SeededGenerator(seed: seed)
        let entries = ListFixture.variedEntries(300, &generator)
        let list = AddressList(of: ListFixture.snapshot(entries), filter: ListFilter(scoreMinimum: 20))
        let networks = list.networks()
        let addresses = Set(list.entries.map { list.address(of: $0) })
        var covered = 0
        for network in networks {
            let count = UInt128(1) << UInt128(network.family.width - Int(network.length))
            for offset in 0..<count {
                let address =
                    network.address.v4.map { IPAddress(v4: $0 + UInt32(offset)) }
                    ?? IPAddress(v6: network.address.mapped + offset)
                #expect(addresses.contains(address))
                covered += 1
            }
        }
        #expect(covered == addresses.count)
        // No two halves of one network, and IPv4 first.
        let all = Set(networks)
        #expect(all.count == networks.count)
        for network in networks where network.length > 0 {
            let parent = IPPrefix(network.address, length: Int(network.length) - 1)
            let siblings = all.filter { $0.length == network.length && parent?.contains($0) == true }
            #expect(siblings.count == 1)
        }
        #expect(networks.map(\.family.width) == networks.map(\.family.width).sorted())
    }
}
