package import ThreatModel

/// An address showed a behaviour across its sessions.
package struct AddressSighting: Hashable, Sendable {
    /// Its index in the catalogue.
    package let behaviour: Int
    /// When the last of the events that it needs happened.
    package let at: Timestamp
    /// How far those events can be believed. Of several organisations whose sensors were needed, the one that saw first.
    package let witness: AddressWitness
}
