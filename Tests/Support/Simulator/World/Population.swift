/// Who holds an address, as nobody but the generator knows.
package enum Population: String, CaseIterable, Sendable {
    /// A machine of a botnet: attacks whatever it finds, and moves to other addresses.
    case botnet
    /// Somebody who attacks chosen victims, and seldom a sensor.
    case targetedHuman
    /// Research that knocks on every door.
    case scanner
    /// A search engine's robot, or one that would be.
    case crawler
    /// 64 customers behind one address, of whom one misbehaves now and then.
    case carrierNAT
    /// Knocks on a wrong door now and then: a monitor with an old address, an administrator with a typing error.
    case misconfigured
    /// Never does anything to anybody.
    case bystander

    /// Whether anybody behind it means harm.
    package var attacks: Bool {
        switch self {
        case .botnet, .targetedHuman, .carrierNAT: true
        case .scanner, .crawler, .misconfigured, .bystander: false
        }
    }

    /// Whether it is right to block it while it is at work. Behind carrier NAT 63 of 64 are innocent: no.
    package var isHostile: Bool {
        switch self {
        case .botnet, .targetedHuman: true
        case .scanner, .crawler, .carrierNAT, .misconfigured, .bystander: false
        }
    }
}
