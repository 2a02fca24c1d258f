/// What it takes to bring one innocent address to a confidence.
package struct AttackPrice: Equatable, Sendable {
    /// Accounts that must have existed for ``days``.
    package var accounts: Int
    package var days: Int
    /// Reports of true attackers that each of them made before any sensor saw those and before they were listed, in as
    /// many networks.
    package var firstReports = 0
    /// Accounts made on the day beside them.
    package var freshAccounts = 0

    /// The sum of all accounts' ages.
    package var accountDays: Int { accounts * days }

    /// Whether it is cheaper than another: by the accounts' days, then by what is to be done for them.
    func isBelow(_ other: Self) -> Bool {
        (accountDays, accounts * firstReports, accounts + freshAccounts)
            < (other.accountDays, other.accounts * other.firstReports, other.accounts + other.freshAccounts)
    }
}
