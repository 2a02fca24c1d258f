import IPNetworks
import Testing

@Suite("Sets of both families")
struct IPAddressSetTests {
    private func set(_ ranges: String...) throws -> IPAddressSet {
        try IPAddressSet(ranges.map { try IPRange(parsing: $0) })
    }

    @Test("Each family is kept apart")
    func families() throws {
        let set = try set("192.0.2.0/24", "2001:db8::/32", "192.0.3.0/24")
        #expect(set.prefixes.map(\.description) == ["192.0.2.0/23", "2001:db8::/32"])
        #expect(set.rangeCount == 2)
        #expect(set.contains(IPAddress(v4: 0xc000_0301)))
        #expect(!set.contains(IPAddress(v4: 0xc000_0401)))
        #expect(set.contains(try #require(IPAddress("2001:db8::1"))))
        #expect(!set.contains(try #require(IPAddress("2001:db9::1"))))
        #expect(IPAddressSet().isEmpty)
        #expect(!set.isEmpty)
    }

    @Test("The IPv6 part holds no mapped address, whatever is put in")
    func mapped() throws {
        let wide = try set("::/64")
        #expect(!wide.contains(IPAddress(v4: 1)))
        #expect(wide.contains(try #require(IPAddress("::fffe:ffff:ffff"))))
        #expect(wide.contains(try #require(IPAddress("::1:0:0:0"))))
        #expect(wide.v6.ranges.count == 2)
        #expect(wide.prefixes.allSatisfy { $0.family == .v6 })
        var edited = IPAddressSet()
        edited.insert(try IPRange(parsing: "::/64"))
        #expect(edited == wide)
        edited.insert(try IPRange(parsing: "::ffff:192.0.2.1"))
        #expect(edited.contains(IPAddress(v4: 0xc000_0201)))
        edited.remove(try IPRange(parsing: "::/64"))
        #expect(edited == (try set("192.0.2.1")))
        edited.remove(try IPRange(parsing: "192.0.2.0/24"))
        #expect(edited.isEmpty)
    }

    @Test("Algebra works on both")
    func algebra() throws {
        let a = try set("192.0.2.0/24", "2001:db8::/32")
        let b = try set("192.0.2.128/25", "198.51.100.7", "2001:db8:8000::/33")
        #expect(a.union(b) == (try set("192.0.2.0/24", "198.51.100.7", "2001:db8::/32")))
        #expect(a.intersection(b) == (try set("192.0.2.128/25", "2001:db8:8000::/33")))
        #expect(a.subtracting(b) == (try set("192.0.2.0/25", "2001:db8::/33")))
        #expect(a.symmetricDifference(b) == (try set("192.0.2.0/25", "198.51.100.7", "2001:db8::/33")))
    }

    @Test("Changes lead from the old set to the new one", arguments: 0..<50)
    func changes(seed: Int) {
        var addresses = RandomAddresses(seed: seed)
        func randomSet() -> IPAddressSet {
            IPAddressSet((0..<50).map { _ in IPRange(addresses.address()) })
        }
        let common = randomSet()
        let (old, new) = (common.union(randomSet()), common.union(randomSet()))
        let changes = new.changes(from: old)
        #expect(changes.added.intersection(old).isEmpty)
        #expect(changes.removed.subtracting(old).isEmpty)
        #expect(old.subtracting(changes.removed).union(changes.added) == new)
        #expect(new.changes(from: new).isEmpty)
        #expect(changes.isEmpty == (old == new))
    }
}
