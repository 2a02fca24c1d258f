import Testing

@testable import Firewall

@Suite struct FirewallFingerprintTests {
    private static func lists(_ change: (inout FirewallLists) -> Void) -> FirewallLists {
        var lists = FirewallLists()
        change(&lists)
        return lists
    }

    /// Lists that a careless sum would take for each other.
    private static let different: [FirewallLists] = [
        lists { _ in },
        lists { $0.blocked4 = ExactAddresses([1]) },
        lists { $0.blocked4 = ExactAddresses([0]) },
        lists { $0.blocked4 = ExactAddresses([2, 3]) },
        lists { $0.blocked4 = ExactAddresses([1, 4]) },
        lists { $0.blocked6 = ExactAddresses([1]) },
        lists { $0.blocked6 = ExactAddresses([1 << 64]) },
        lists { $0.networks4 = AddressIntervals([1...1]) },
        lists { $0.networks4 = AddressIntervals([1...2]) },
        lists { $0.networks4 = AddressIntervals([2...2]) },
        lists { $0.networks4 = AddressIntervals([1...4, 6...9]) },
        lists { $0.networks4 = AddressIntervals([1...9]) },
        lists { $0.allowed4 = AddressIntervals([1...1]) },
        lists { $0.networks6 = AddressIntervals([1...1]) },
        lists { $0.allowed6 = AddressIntervals([1...1]) },
    ]

    @Test func differentListsHaveDifferentFingerprints() {
        #expect(Set(Self.different.map(\.fingerprint)).count == Self.different.count)
    }

    @Test func itFollowsChanges() {
        for from in Self.different {
            for to in Self.different {
                var fingerprint = from.fingerprint
                fingerprint.remove(from)
                fingerprint.add(to)
                #expect(fingerprint == to.fingerprint)
            }
        }
    }

    /// Kept in kernels: must stay what it is, or every update of the program would rebuild the lists.
    @Test func itIsTheSameInEveryVersion() {
        let lists = Self.lists {
            $0.blocked4 = ExactAddresses([0xc000_0201])
            $0.networks6 = AddressIntervals([0x2001_0db8 << 96...0x2001_0db8 << 96 | 0xffff])
        }
        #expect(lists.fingerprint.description == "ccf1a302d1386ee7")
    }

    @Test func sixteenDigits() {
        #expect(FirewallFingerprint(value: 0xab).description == "00000000000000ab")
    }
}
