import Netlink

/// An address that leaves the single addresses as a network takes it over, or the other way about, must be on one of the
/// two lists whenever a packet is looked up. One transaction is not enough for that: the kernel asks at every look-up anew
/// which generation is in use (net/netfilter/nft_set_hash.c, `nft_genmask_cur`), so that a packet on its way while the
/// generation changes meets one list as it was and the other as it is. Sets of intervals follow later still.
///
/// So what would be gone too early lingers: it stays in the transaction that makes everything else so, and leaves in a
/// second one. Lists that are both written anew need no such thing: one set of rules refers to both old ones, which stay
/// as they are, and another to both new ones.
extension ListChanges {
    /// The removed items that have an address which another list may come to hold by these changes.
    var lingering: FirewallLists {
        var lists = FirewallLists()
        (lists.blocked4, lists.networks4) = Self.lingering(blocked4, networks4)
        (lists.blocked6, lists.networks6) = Self.lingering(blocked6, networks6)
        return lists
    }

    private static func lingering<Key: AddressKey>(
        _ addresses: ListChange<ExactAddresses<Key>>, _ networks: ListChange<AddressIntervals<Key>>
    ) -> (ExactAddresses<Key>, AddressIntervals<Key>) {
        guard case .update(let leaving, let arriving) = addresses else { return (ExactAddresses(), AddressIntervals()) }
        let takingOver = networks.arriving
        let kept = takingOver.isEmpty ? [] : leaving.filter { takingOver.holds($0) }
        guard case .update(let givingUp, _) = networks else { return (ExactAddresses(kept), AddressIntervals()) }
        return (ExactAddresses(kept), AddressIntervals(givingUp.filter { arriving.hasElement(in: $0) }))
    }

    /// These changes without the removal of what lingers.
    func keeping(_ lingering: FirewallLists) -> ListChanges {
        var changes = self
        changes.blocked4 = blocked4.keeping(lingering.blocked4)
        changes.blocked6 = blocked6.keeping(lingering.blocked6)
        changes.networks4 = networks4.keeping(lingering.networks4)
        changes.networks6 = networks6.keeping(lingering.networks6)
        return changes
    }

    /// The removal of what lingered.
    init(lettingGoOf lingering: FirewallLists) {
        blocked4 = .removing(lingering.blocked4)
        blocked6 = .removing(lingering.blocked6)
        networks4 = .removing(lingering.networks4)
        networks6 = .removing(lingering.networks6)
    }

    /// Brings the changes of two lists that may exchange addresses into a form in which what lingers fits, and in which
    /// both are written anew if the addresses are.
    static func reconcile<Key: AddressKey>(
        _ addresses: inout ListChange<ExactAddresses<Key>>, _ networks: inout ListChange<AddressIntervals<Key>>,
        from old: ExactAddresses<Key>, to new: ExactAddresses<Key>, and newNetworks: AddressIntervals<Key>,
        capacity: Int?
    ) {
        let kept = lingering(addresses, networks).0
        if let capacity, !kept.isEmpty, new.count + kept.count > capacity { addresses = .replace(with: new) }
        guard case .replace = addresses else { return }
        if networks.takesOver(from: old.items) || networks.givesUp(to: new.items) {
            networks = .replace(with: newNetworks)
        }
    }
}

extension ListChange {
    fileprivate func keeping(_ lingering: List) -> Self {
        guard !lingering.isEmpty, case .update(let removing, let adding) = self,
            let difference = removing.difference(to: lingering.items, limit: removing.count, by: List.precedes)
        else { return self }
        let leaving = difference.removing
        return leaving.isEmpty && adding.isEmpty ? .keep : .update(removing: leaving, adding: adding)
    }

    fileprivate static func removing(_ list: List) -> Self {
        list.isEmpty ? .keep : .update(removing: list.items, adding: [])
    }
}
