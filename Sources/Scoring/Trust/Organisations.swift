/// Which accounts belong together and have one vote. Accounts start apart; what was joined never comes apart again.
package struct Organisations: Equatable, Sendable {
    /// The smallest account of its group, for every account that is not that one itself.
    package private(set) var joined: [Int64: Int64] = [:]

    package init() {}

    /// Groups as they were stored: pairs of an account and its organisation.
    package init(_ pairs: some Sequence<(account: Int64, organisation: Int64)>) {
        for (account, organisation) in pairs { _ = join(account, organisation) }
    }

    /// Whether every account is by itself.
    package var areApart: Bool { joined.isEmpty }

    /// The organisation of an account: the smallest number in its group. The organisations that groups had before they were
    /// joined are accounts as well, and lead to the same.
    package subscript(_ account: Int64) -> Int64 { joined[account] ?? account }

    /// Makes one group of two accounts' groups.
    ///
    /// - Returns: whether they were apart.
    package mutating func join(_ a: Int64, _ b: Int64) -> Bool {
        let (first, second) = (self[a], self[b])
        guard first != second else { return false }
        let (kept, gone) = (min(first, second), max(first, second))
        for (account, organisation) in joined where organisation == gone { joined[account] = kept }
        joined[gone] = kept
        return true
    }

    /// The accounts of the group of `account`, ascending, itself included.
    package func members(with account: Int64) -> [Int64] {
        let organisation = self[account]
        return ([organisation] + joined.filter { $0.value == organisation }.keys).sorted()
    }
}
