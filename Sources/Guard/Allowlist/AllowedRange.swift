package import IPNetworks

/// Addresses that are never blocked, and why.
package struct AllowedRange: Hashable, Sendable {
    package let range: IPRange
    package let reason: AllowReason

    package init(_ range: IPRange, _ reason: AllowReason) {
        self.range = range
        self.reason = reason
    }
}
