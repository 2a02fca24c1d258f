package import IPNetworks
package import ThreatModel

/// What a hunt found about one address, and what it did to its confidence.
package struct HuntFinding: Hashable, Sendable {
    package var hunt: Int64
    package var address: IPAddress
    /// The confidence before the hunt found something; `nil`: the address was not known.
    package var before: UInt8?
    /// The confidence after it last did.
    package var after: UInt8
    /// Names of the behaviours found, ascending.
    package var behaviours: [String]
    /// When something was last found.
    package var at: Timestamp

    package init(
        hunt: Int64, address: IPAddress, before: UInt8?, after: UInt8, behaviours: [String], at: Timestamp
    ) {
        self.hunt = hunt
        self.address = address
        self.before = before
        self.after = after
        self.behaviours = behaviours
        self.at = at
    }

    /// This finding with a later one of the same hunt and address.
    func joined(with later: HuntFinding) -> HuntFinding {
        var joined = self
        joined.after = later.after
        joined.at = later.at
        joined.behaviours = Set(behaviours + later.behaviours).sorted()
        return joined
    }
}
