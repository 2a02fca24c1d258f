/// A way to make a number from what is known of an address: ours, and two to compare it with.
package enum Formula: Int, CaseIterable, Sendable {
    /// The policy in force, with trust as it is learnt.
    case sikker
    /// The same without decay, trust and gate: everything is fresh for ever, everybody is believed.
    case plain
    /// The logarithm of how often sensors and reporters met the address: 50 times are 100.
    case count

    package var name: String {
        switch self {
        case .sikker: "sikker"
        case .plain: "without decay, trust, gate"
        case .count: "log of count"
        }
    }

    /// Whether a number ever falls again.
    var fades: Bool {
        switch self {
        case .sikker: true
        case .plain, .count: false
        }
    }
}
