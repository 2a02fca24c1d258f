package import IPNetworks

/// All lists of known networks in force, and the addresses that belong to them. Immutable.
package struct KnownNetworks: Sendable, Equatable {
    package let lists: [KnownNetworkList]
    private let addresses: IPAttributedSet

    /// No network is known.
    package static let none = KnownNetworks(lists: [], addresses: IPAttributedSet())

    private init(lists: [KnownNetworkList], addresses: IPAttributedSet) {
        self.lists = lists
        self.addresses = addresses
    }

    /// - Parameter disabled: names of lists that are left out; each must be one of them.
    package init(_ lists: [KnownNetworkList], disabled: Set<String> = []) throws(KnownNetworkError) {
        let names = lists.map(\.name).sorted()
        for name in disabled.sorted() where !names.contains(name) { throw .unknown(name: name, accepted: names) }
        let kept = lists.filter { !disabled.contains($0.name) }.sorted { $0.name < $1.name }
        guard kept.count <= KnownNetworkLimits.lists else { throw .tooMany(lists: kept.count) }
        self.init(lists: kept, addresses: IPAttributedSet(merging: kept.map(\.addresses)))
    }

    /// The lists that hold an address, by name; a search and no more for one that none holds.
    package func lists(holding address: IPAddress) -> [KnownNetworkList] {
        let mask = addresses.lists(holding: address)
        return mask.isEmpty ? [] : mask.indices.map { lists[$0] }
    }

    /// The list that leaves the least of an address's confidence; `nil` when none takes anything from it.
    package func whitelist(for address: IPAddress) -> KnownNetworkList? {
        Self.whitelist(among: lists(holding: address))
    }

    /// The list of several that leaves the least; `nil` when none takes anything.
    package static func whitelist(among lists: [KnownNetworkList]) -> KnownNetworkList? {
        var strongest: (list: KnownNetworkList, factor: Double)?
        for list in lists {
            guard let factor = list.factor, factor < strongest?.factor ?? 1 else { continue }
            strongest = (list, factor)
        }
        return strongest?.list
    }

    /// What is left of an address's confidence, 0…1.
    package func factor(for address: IPAddress) -> Double { whitelist(for: address)?.factor ?? 1 }
}
