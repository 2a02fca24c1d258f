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
    /// Days for which a ring keeps its victims, and how likely an account reports each of them on a day.
    package var victimDays = 7
    package var ringZeal = 0.2
    /// Of those who lie, how many copy listed addresses to look useful, and how many are honest for 90 days first.
    package var camouflagedShare = 0.3
    package var sleeperShare = 0.1
    package var flooderShare = 0.02
    package var sleeperDays = 90
    /// Of those who lie, how many accounts were somebody's for long and are lied with after they were sold, and how many lie in one of
    /// ten reports only.
    package var boughtShare = 0.0
    package var mimicShare = 0.0
    /// Lenders whose sensors make things up: about anybody, or with more than one about the victims of a ring.
    package var forgers = 1

    /// What its worlds are drawn from: it is judged by the worst of them.
    package var seeds: [UInt64] = [1, 2, 3]

    package init(name: String) { self.name = name }

    /// What the constants of the policy were chosen for.
    package static let usual = WorldShape(name: "usual")

    /// Thinner and quieter than the usual one: fewer bots, which move on sooner and meet fewer own sensors, more carrier NAT and mistakes,
    /// larger rings with more sleepers. The constants were chosen for this one too.
    package static let thin = {
        var shape = WorldShape(name: "thin")
        shape.populations = [
            .botnet: 0.36, .targetedHuman: 0.045, .scanner: 0.025, .crawler: 0.03, .carrierNAT: 0.035,
            .misconfigured: 0.09, .bystander: 0.415,
        ]
        shape.botnets = 90
        shape.botnetSkew = 0.9
        shape.visitsMedian = 1.5
        shape.visitsSigma = 1.25
        shape.attacksForEachVisit = 3.5
        shape.stayLeast = 2.5
        shape.stayExponent = 1.15
        shape.knownShare = 0.75
        shape.ownSensorShare = 0.6
        shape.lenders = 15
        shape.echoShare = 0.18
        shape.carelessShare = 0.14
        shape.honestError = 0.01...0.035
        shape.ringSize = 50
        shape.victimsEachWeek = 6
        shape.sleeperShare = 0.15
        return shape
    }()

    /// Another mix again, which was looked at while rules were made: even fewer and quieter bots, more people who choose their victims,
    /// worse reporters, the largest rings.
    package static let quiet = {
        var shape = WorldShape(name: "quiet")
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

    /// Other attackers, reporters of other habits, and liars of other kinds, which were looked at while rules were made. Some tell the truth nine times of ten, some bought accounts that had been honest for months, rings stay with
    /// their victims for weeks, and two lenders' sensors take part.
    package static let hidden = {
        var shape = WorldShape(name: "hidden")
        shape.populations = [
            .botnet: 0.38, .targetedHuman: 0.05, .scanner: 0.03, .crawler: 0.02, .carrierNAT: 0.03,
            .misconfigured: 0.06, .bystander: 0.43,
        ]
        shape.botnets = 40
        shape.botnetSkew = 1.3
        shape.visitsMedian = 1.8
        shape.visitsSigma = 1.2
        shape.attacksForEachVisit = 2.5
        shape.stayLeast = 4
        shape.stayExponent = 1.4
        shape.knownShare = 0.85
        shape.ownSensorShare = 0.65
        shape.lenders = 12
        shape.echoShare = 0.1
        shape.carelessShare = 0.1
        shape.carelessError = 0.25
        shape.ringSize = 30
        shape.victimsEachWeek = 4
        shape.victimDays = 21
        shape.ringZeal = 0.08
        shape.camouflagedShare = 0.2
        shape.sleeperShare = 0.05
        shape.sleeperDays = 70
        shape.boughtShare = 0.08
        shape.mimicShare = 0.1
        shape.forgers = 2
        return shape
    }()

    /// What the constants were not chosen for, drawn after they were. Bots that leave sooner and have more families, more of them met by
    /// own sensors; more carrier NAT, fewer known networks; more reporters who copy the list, fewer who are careless but worse ones; rings
    /// with many victims whom they keep for ten days, sleepers that wake early, more flooders, some bought accounts and some that tell the
    /// truth nine times of ten, and two of eight lenders who take part.
    package static let veiled = {
        var shape = WorldShape(name: "veiled")
        shape.seeds = [11, 12, 13]
        shape.populations = [
            .botnet: 0.40, .targetedHuman: 0.035, .scanner: 0.025, .crawler: 0.025, .carrierNAT: 0.04,
            .misconfigured: 0.07, .bystander: 0.405,
        ]
        shape.botnets = 75
        shape.botnetSkew = 1.0
        shape.visitsMedian = 2.2
        shape.visitsSigma = 1.0
        shape.attacksForEachVisit = 2.8
        shape.stayLeast = 2
        shape.stayExponent = 1.3
        shape.knownShare = 0.7
        shape.ownSensorShare = 0.75
        shape.lenders = 8
        shape.echoShare = 0.2
        shape.carelessShare = 0.08
        shape.carelessError = 0.35
        shape.honestError = 0.01...0.04
        shape.ringSize = 35
        shape.victimsEachWeek = 8
        shape.victimDays = 10
        shape.ringZeal = 0.15
        shape.camouflagedShare = 0.25
        shape.sleeperShare = 0.12
        shape.sleeperDays = 50
        shape.flooderShare = 0.04
        shape.boughtShare = 0.05
        shape.mimicShare = 0.06
        shape.forgers = 2
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
