import Netlink

/// What the sets say about themselves, in a comment that `ipset list` shows: a ``FirewallStamp`` and what of the lists cannot
/// be seen in the sets.
struct IpsetStamp: Equatable {
    var stamp: FirewallStamp
    /// How many networks the sets of networks hold: another number than that of the intervals that they make up.
    var networkCounts: PerList<Int>
    /// Whether a list of single addresses has 0.0.0.0 or ::, which its set cannot hold (`IPSET_ERR_HASH_ELEM`). No packet
    /// of another host has come from there, so that nothing is lost.
    var nulls: PerList<Bool>

    /// Stands while a change is under way. Who finds it sees that one was cut off.
    static let changing = "sikker is changing its sets"

    var text: String {
        let counts = FirewallList.intervals.map { String(networkCounts[$0]) }
        let nulls = FirewallList.addresses.map { self.nulls[$0] ? "1" : "0" }
        return "\(stamp.text) networks=\(counts.joined(separator: ",")) nulls=\(nulls.joined(separator: ","))"
    }

    init(_ stamp: FirewallStamp, networkCounts: PerList<Int>, nulls: PerList<Bool>) {
        self.stamp = stamp
        self.networkCounts = networkCounts
        self.nulls = nulls
    }

    init?(text: String) {
        guard let stamp = FirewallStamp(text: text) else { return nil }
        func numbers(_ key: String, _ count: Int) -> [Int]? {
            let word = text.split(separator: " ").first { $0.hasPrefix(key) }
            let numbers = word?.dropFirst(key.count).split(separator: ",").compactMap { Int($0) }
            return numbers?.count == count ? numbers : nil
        }
        guard let counts = numbers("networks=", FirewallList.intervals.count),
            let nulls = numbers("nulls=", FirewallList.addresses.count)
        else { return nil }
        self.stamp = stamp
        networkCounts = PerList { list in FirewallList.intervals.firstIndex(of: list).map { counts[$0] } ?? 0 }
        self.nulls = PerList { list in FirewallList.addresses.firstIndex(of: list).map { nulls[$0] == 1 } ?? false }
    }
}

extension FirewallList {
    static let addresses: [Self] = [.blocked4, .blocked6]
    static let intervals: [Self] = [.networks4, .networks6, .allowed4, .allowed6]
}

extension ListChange {
    /// Whether the list has 0.0.0.0 or :: afterwards.
    func hasNull<Key: AddressKey>(before: Bool) -> Bool where List == ExactAddresses<Key> {
        switch self {
        case .keep: before
        case .update(let removing, let adding): adding.first == 0 || before && removing.first != 0
        case .replace(let list): list.items.first == 0
        }
    }
}

extension Array where Element: AddressKey {
    /// What a set of single addresses can hold of this sorted array.
    var withoutNull: ArraySlice<Element> { first == 0 ? dropFirst() : self[...] }
}
