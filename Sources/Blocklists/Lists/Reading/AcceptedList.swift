package import IPNetworks

/// A list that passed its policy.
package struct AcceptedList: Sendable {
    /// What it lists.
    package let addresses: IPAddressSet
    /// What was found in it.
    package let report: ListReport
}
