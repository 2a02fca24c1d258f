import IPNetworks
import Scoring
import ThreatModel

/// Lies about one innocent, told to the real rules one account after the other.
struct Assault {
    let policy: ScoringPolicy
    private(set) var evidence = Evidence()
    private var accounts: Int64 = 0

    /// The moment of the lies.
    static let now = Timestamp(milliseconds: 1_795_000_000_000)

    init(on victim: Victim, policy: ScoringPolicy) {
        self.policy = policy
        switch victim {
        case .unseen: break
        case .mistaken: evidence.add(Self.sighting("any.default_creds", .medium, .own))
        }
    }

    var confidence: Int { Int(policy.score(evidence, at: Self.now).confidence) }

    /// One more account of that age reports the victim.
    ///
    /// - Parameter organisation: the one it belongs to as far as the rules can see; its own when `nil`.
    mutating func report(age days: Int, _ earned: TrustChange = .none, organisation: Int64? = nil) {
        accounts += 1
        evidence.add(
            ReportEvidence(
                category: .bruteForce, protocolName: nil, kind: .observed, at: Self.now, account: accounts,
                organisation: organisation ?? accounts, standing: standing(age: days, earned)))
    }

    /// One more organisation's sensor makes up a grave session.
    mutating func forge(lender: Int64) {
        for (behaviour, severity) in [
            ("any.brute_force", Severity.medium), ("sh.dropper_pipe", .veryHigh), ("sh.authorized_keys", .veryHigh),
        ] {
            evidence.add(Self.sighting(behaviour, severity, .lent(organisation: lender)))
        }
    }

    private func standing(age days: Int, _ earned: TrustChange) -> ReporterStanding {
        var record = AccountRecord(isOperator: false, createdAt: Self.now.advanced(by: .seconds(-days * 86_400)))
        record.add(earned)
        return policy.standing(of: record, at: Self.now)
    }

    private static func sighting(_ behaviour: String, _ severity: Severity, _ sensor: SensorOwner) -> BehaviourSighting
    {
        BehaviourSighting(
            behaviour: behaviour, severity: severity, protocol: .telnet, at: now, sensor: sensor, isProven: true)
    }
}

// MARK: - What accounts earn before

extension Assault {
    /// What the books hold for an account that reported so many true attackers, each in another network: before a sensor
    /// saw them, or once they were on the list.
    static func earned(byReports count: Int, areFirst: Bool, policy: ScoringPolicy) throws -> TrustChange {
        var ledger = ReporterLedger(policy: policy, shelf: MemoryTrustShelf())
        for number in 0..<count {
            let address = IPAddress(v4: 11 << 24 | UInt32(number) << 8 | 1)
            let before = now.advanced(by: .seconds(-86_400))
            try ledger.noteReport(
                of: address, by: 1, kind: .observed, at: before, isListed: !areFirst, whitelistFactor: 1)
            try ledger.note(sighting("any.brute_force", .medium, .own), of: address)
        }
        return ledger.shelf.changes[1] ?? .none
    }

    /// The fewest first reports after which an account of that age is vetted; `nil` when too many would be needed.
    static func firstReports(toBeVettedAfter days: Int, atMost limit: Int, policy: ScoringPolicy) throws
        -> (count: Int, earned: TrustChange)?
    {
        let assault = Assault(on: .unseen, policy: policy)
        for count in 0...limit {
            let earned = try earned(byReports: count, areFirst: true, policy: policy)
            if assault.standing(age: days, earned).isVetted { return (count, earned) }
        }
        return nil
    }
}
