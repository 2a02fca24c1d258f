import IPNetworks
import Testing

@Suite("Building sets")
struct AddressSetBuilderTests {
    @Test("What arrives in order is joined on the way in")
    func ordered() {
        var builder = AddressSetBuilder<UInt32>()
        for address: UInt32 in 0..<1_000 { builder.insert(AddressRange(address / 2)) }
        #expect(builder.count == 1)
        builder.insert(AddressRange(600, 700))
        builder.insert(AddressRange(650, 660))
        builder.insert(AddressRange(650, 800))
        #expect(builder.count == 2)
        #expect(builder.build().ranges == [AddressRange(0, 499), AddressRange(600, 800)])
    }

    @Test("What does not is sorted and joined at the end")
    func unordered() {
        var builder = AddressSetBuilder<UInt32>()
        for first: UInt32 in [90, 10, 11, 50, 12, 9, 88] { builder.insert(AddressRange(first, first + 1)) }
        #expect(builder.build().ranges == [AddressRange(9, 13), AddressRange(50, 51), AddressRange(88, 91)])
    }

    @Test("The ends of the space")
    func ends() {
        var builder = AddressSetBuilder<UInt32>()
        builder.insert(AddressRange(.max))
        builder.insert(AddressRange(0))
        builder.insert(AddressRange(.max))
        #expect(builder.build().ranges == [AddressRange(0), AddressRange(.max)])
        builder.insert(AddressRange(0, .max))
        builder.insert(AddressRange(5))
        #expect(builder.build().ranges == [AddressRange(0, .max)])
    }

    @Test("Nothing in, nothing out, and both families side by side")
    func families() {
        #expect(AddressSetBuilder<UInt128>().build().isEmpty)
        var builder = IPAddressSetBuilder()
        builder.insert(IPRange(IPAddress(v6: 7)))
        builder.insert(IPRange(IPAddress(v4: 7)))
        builder.insert(IPRange(IPAddress(v6: 0xffff_0000_0008)))
        let set = builder.build()
        #expect(set.v4.ranges == [AddressRange(7, 8)])
        #expect(set.v6.ranges == [AddressRange(7)])
    }
}
