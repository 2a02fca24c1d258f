import IPNetworks
import Testing

@testable import Blocklists

struct AddressCellTests {
    @Test func endsOfTheSpaceHaveOneNeighbour() {
        #expect(AddressCell<UInt32>(holding: 3).neighbours == [AddressCell(holding: 8)])
        #expect(AddressCell<UInt32>(holding: .max).neighbours == [AddressCell(holding: .max - 8)])
        #expect(AddressCell<UInt32>(holding: 9).neighbours.map(\.first) == [0, 16])
        #expect(AddressCell<UInt128>(holding: .max).range.last == .max)
    }

    @Test(arguments: 0..<8)
    func masksAndAddressesAreOneAnother(_ index: Int) {
        let cell = AddressCell<UInt32>(holding: 1000)
        let mask = CellMask(index: index)
        #expect(cell.addresses(in: mask) == [cell.first + UInt32(index)])
        #expect(cell.mask { $0 == cell.first + UInt32(index) } == mask)
        #expect(cell.addresses(in: .all).count == 8 && cell.addresses(in: .none).isEmpty)
    }

    @Test func coverageIsWhatASetHolds() {
        let cell = AddressCell<UInt32>(holding: .max)
        let set = AddressSet([AddressRange<UInt32>(.max - 9, .max - 6), AddressRange(.max - 1, .max)])
        #expect(cell.coverage(by: set) == cell.mask { set.contains($0) })
        #expect(cell.coverage(by: AddressSet()) == .none)
        #expect(cell.coverage(by: AddressSet([AddressRange(0, .max)])) == .all)
    }
}
