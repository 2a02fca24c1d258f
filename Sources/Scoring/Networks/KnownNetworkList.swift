package import IPNetworks

/// Networks of one owner or service, and what belonging to them means.
package struct KnownNetworkList: Sendable, Equatable {
    /// Lower-case letters, digits and hyphens; what `disabled` and answers call it.
    package let name: String
    package let kind: KnownNetworkKind
    /// 0…1: what is left of a confidence; `nil` for a list that only tags.
    package let factor: Double?
    /// Where the networks were published.
    package let source: String
    /// The day of which they are, as `2026-08-22`.
    package let date: String
    package let addresses: IPAddressSet

    /// What answers say of an address of these networks: `cloud:aws`.
    package var tag: String { "\(kind.rawValue):\(name)" }
}
