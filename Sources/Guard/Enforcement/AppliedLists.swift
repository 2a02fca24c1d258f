import Firewall
import Netlink

/// The lists that the kernel was last given.
///
/// Single addresses that came and went since the whole was written are kept beside it, so that one more of them costs no
/// walk over hundreds of thousands; they are worked in when somebody asks for the whole.
struct AppliedLists: Equatable, Sendable {
    private var whole: FirewallLists
    /// Whether an address is in the lists now, where that differs from `whole`.
    private var changed4: [UInt32: Bool] = [:]
    private var changed6: [UInt128: Bool] = [:]

    /// So many are kept beside the whole.
    static let mostChanges = 16_384

    init(_ lists: FirewallLists) { whole = lists }

    static func == (a: Self, b: Self) -> Bool {
        var (a, b) = (a, b)
        return a.lists == b.lists
    }

    /// All of them.
    var lists: FirewallLists {
        mutating get {
            Self.work(&changed4, into: &whole.blocked4)
            Self.work(&changed6, into: &whole.blocked6)
            return whole
        }
    }

    /// - Precondition: what is removed is there, and what is added is not: the kernel has just accepted the same.
    mutating func apply(removing: FirewallLists, adding: FirewallLists) {
        Self.note(removing.blocked4.items, adding.blocked4.items, &changed4)
        Self.note(removing.blocked6.items, adding.blocked6.items, &changed6)
        // Networks are few, and change seldom.
        _ = whole.networks4.apply(removing: removing.networks4.items, adding: adding.networks4.items)
        _ = whole.networks6.apply(removing: removing.networks6.items, adding: adding.networks6.items)
        if changed4.count + changed6.count > Self.mostChanges { _ = lists }
    }

    private static func note<Key: AddressKey>(_ removing: [Key], _ adding: [Key], _ changed: inout [Key: Bool]) {
        for key in removing where changed.removeValue(forKey: key) == nil { changed[key] = false }
        for key in adding where changed.removeValue(forKey: key) == nil { changed[key] = true }
    }

    private static func work<Key: AddressKey>(_ changed: inout [Key: Bool], into list: inout ExactAddresses<Key>) {
        guard !changed.isEmpty else { return }
        let removing = changed.filter { !$0.value }.keys.sorted()
        let adding = changed.filter { $0.value }.keys.sorted()
        _ = list.apply(removing: removing, adding: adding)
        changed = [:]
    }
}
