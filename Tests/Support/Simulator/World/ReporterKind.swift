/// How an account decides what to report.
package enum ReporterKind: String, CaseIterable, Sendable {
    /// What attacked it, with an error of few percent.
    case honest
    /// What the list says; half of them say so.
    case lazyEcho
    /// Like honest, with an error of 30 %.
    case careless
    /// Its ring's victims.
    case colluder
    /// Its ring's victims, among copies of what is listed.
    case camouflaged
    /// Honest for 90 days, then its ring's victims.
    case sleeper
    /// Honest in nine of ten reports, the tenth about its ring's victims.
    case mimic
    /// Somebody's honest account, sold to a ring when it is old.
    case bought
    /// Every address of a network it wants to see blocked.
    case networkFramer
    /// A few victims, dozens of times a day.
    case flooder

    /// Whether it ever reports what it knows to be false.
    package var isLiar: Bool {
        switch self {
        case .honest, .lazyEcho, .careless: false
        case .colluder, .camouflaged, .sleeper, .mimic, .bought, .networkFramer, .flooder: true
        }
    }

    /// Whether it has services that are attacked, and reports that.
    var reportsAttacks: Bool {
        switch self {
        case .honest, .careless, .sleeper, .mimic, .bought: true
        case .lazyEcho, .colluder, .camouflaged, .networkFramer, .flooder: false
        }
    }

    var copiesTheList: Bool {
        switch self {
        case .lazyEcho, .camouflaged: true
        case .honest, .careless, .colluder, .sleeper, .mimic, .bought, .networkFramer, .flooder: false
        }
    }

    var followsRing: Bool {
        switch self {
        case .colluder, .camouflaged, .sleeper, .mimic, .bought: true
        case .honest, .lazyEcho, .careless, .networkFramer, .flooder: false
        }
    }
}
