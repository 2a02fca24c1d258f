/// The figures from which a world is drawn. Shares of addresses are of ``addresses``, shares of reporters of ``reporters``.
package struct WorldShape: Sendable {
    package var name: String
    package var addresses = 20_000
    package var reporters = 2000
    package var days = 180
    /// Nothing is judged before: lists and trust begin empty.
    package var warmUpDays = 60

    // MARK: Addresses

    package var populations: [Population: Double] = [
        .botnet: 0.42, .targetedHuman: 0.03, .scanner: 0.02, .crawler: 0.03, .carrierNAT: 0.03, .misconfigured: 0.08,
        .bystander: 0.39,
    ]
    /// Families of bots, the largest first: the n-th has 1 / n ^ `botnetSkew` of the largest one's machines.
    package var botnets = 60
    package var botnetSkew = 1.1
    /// Visits of a bot to sensors in a day: log-normal. The middling one finds each of twenty sensors every ten days.
    package var visitsMedian = 2.0
    package var visitsSigma = 1.1
    /// Attacks on reporters for each visit to a sensor.
    package var attacksForEachVisit = 3.0
    /// Days after which a bot leaves its address: Pareto.
    package var stayLeast = 3.0
    package var stayExponent = 1.2
    /// Of research scanners and crawlers, how many stand on a list of known networks.
    package var knownShare = 0.8

    // MARK: Sensors

    /// Visits that meet a sensor of the operator's own; the others meet lent ones.
    package var ownSensorShare = 0.7
    package var lenders = 10

    // MARK: Reporters

    /// Of all reporters, how many lie.
    package var liarShare = 0.0
    /// Of those who do not, how many only repeat the list, and how many are wrong in 30 % of their reports.
    package var echoShare = 0.15
    package var carelessShare = 0.12
    package var carelessError = 0.3
    package var honestError = 0.005...0.03
    /// Accounts that choose their victims together.
    package var ringSize = 40
    package var victimsEachWeek = 5
    /// Of those who lie, how many copy listed addresses to look useful, and how many are honest for 90 days first.
    package var camouflagedShare = 0.3
    package var sleeperShare = 0.1
    package var flooderShare = 0.02
    package var sleeperDays = 90

    package init(name: String) { self.name = name }

    /// What the constants of the policy were chosen for.
    package static let usual = WorldShape(name: "usual")

    /// What they were not chosen for: fewer and quieter bots that move on sooner and meet fewer own sensors, more people
    /// who choose their victims, more carrier NAT and mistakes, fewer known networks, worse reporters, larger rings.
    package static let unseen = {
        var shape = WorldShape(name: "unseen")
        shape.populations = [
            .botnet: 0.34, .targetedHuman: 0.04, .scanner: 0.03, .crawler: 0.03, .carrierNAT: 0.04,
            .misconfigured: 0.10, .bystander: 0.42,
        ]
        shape.botnets = 120
        shape.botnetSkew = 0.8
        shape.visitsMedian = 1.4
        shape.visitsSigma = 1.3
        shape.attacksForEachVisit = 4
        shape.stayLeast = 2
        shape.stayExponent = 1.1
        shape.knownShare = 0.7
        shape.ownSensorShare = 0.6
        shape.lenders = 20
        shape.echoShare = 0.2
        shape.carelessShare = 0.15
        shape.honestError = 0.01...0.04
        shape.ringSize = 60
        shape.victimsEachWeek = 8
        shape.camouflagedShare = 0.4
        return shape
    }()

    /// The same world with so many liars among its reporters.
    package func with(liarShare: Double) -> WorldShape {
        var shape = self
        shape.liarShare = liarShare
        return shape
    }

    /// The same world in small.
    package func scaled(to addresses: Int, reporters: Int, days: Int) -> WorldShape {
        var shape = self
        shape.addresses = addresses
        shape.reporters = reporters
        shape.days = days
        return shape
    }
}
