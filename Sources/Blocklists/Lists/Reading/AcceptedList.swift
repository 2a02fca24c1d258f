package import IPNetworks

/// A list that passed its policy.
package struct AcceptedList: Sendable {
    package let addresses: IPAddressSet
    package let report: ListReport
}
