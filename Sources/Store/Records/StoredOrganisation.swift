/// That an account belongs to an organisation which is not itself.
package struct StoredOrganisation: Hashable, Sendable {
    package var account: Int64
    /// The smallest account of the organisation.
    package var organisation: Int64

    package init(account: Int64, organisation: Int64) {
        self.account = account
        self.organisation = organisation
    }
}
