import Scoring
import ThreatModel

/// What happened to an address, item by item: what tests add to evidence in some order, and what the reference scores.
struct History {
    enum Item {
        case sighting(BehaviourSighting)
        case report(ReportEvidence)

        func joined(_ organisations: Organisations) -> Item {
            switch self {
            case .sighting(var sighting):
                if case .lent(let organisation) = sighting.sensor {
                    sighting.sensor = .lent(organisation: organisations[organisation])
                }
                return .sighting(sighting)
            case .report(var report):
                report.organisation = organisations[report.organisation]
                return .report(report)
            }
        }
    }

    var items: [Item] = []

    /// Everything of organisations that belong together.
    func joined(_ organisations: Organisations) -> History {
        var history = self
        history.items = items.map { $0.joined(organisations) }
        return history
    }

    /// The moment at which scores are asked for, some minutes into its hour.
    static let now = Timestamp(milliseconds: 1_795_000_000_000)

    static func time(hoursAgo: Int, minutes: Int = 0) -> Timestamp {
        let hour = now.seconds / 3600 - Int64(hoursAgo)
        return Timestamp(milliseconds: (hour * 3600 + Int64(minutes) * 60) * 1000)
    }

    static func evidence(_ items: some Sequence<Item>) -> Evidence {
        var evidence = Evidence()
        for item in items { evidence.add(item) }
        return evidence
    }
}

extension Evidence {
    mutating func add(_ item: History.Item) {
        switch item {
        case .sighting(let sighting): add(sighting)
        case .report(let report): add(report)
        }
    }
}

extension History {
    static let behaviours: [(name: String, severity: Severity)] = [
        ("any.connect_only", .info), ("sh.recon_uname", .low), ("any.brute_force", .medium),
        ("any.default_creds", .medium),
        ("sh.dropper_file", .high), ("sh.dropper_pipe", .veryHigh), ("sh.authorized_keys", .veryHigh),
    ]

    static func randomSighting(_ generator: inout SplitMix64) -> BehaviourSighting {
        let behaviour = behaviours[Int.random(in: 0..<behaviours.count, using: &generator)]
        return BehaviourSighting(
            behaviour: behaviour.name, severity: behaviour.severity,
            protocol: [.ssh, .telnet, .http, .redis].randomElement(using: &generator) ?? .ssh,
            at: time(hoursAgo: age(&generator), minutes: Int.random(in: 0..<60, using: &generator)),
            sensor: Int.random(in: 0..<3, using: &generator) == 0
                ? .own : .lent(organisation: Int64.random(in: 1...12, using: &generator)),
            isProven: Int.random(in: 0..<8, using: &generator) > 0)
    }

    static func randomReport(_ generator: inout SplitMix64, unvetted: Bool = false) -> ReportEvidence {
        let account = Int64.random(in: 1...20, using: &generator)
        let isOperator = account == 1 && !unvetted
        let isVetted = isOperator || account < 5 && !unvetted
        return ReportEvidence(
            category: ReportCategory.allCases.randomElement(using: &generator) ?? .other,
            protocolName: ["ssh", "http", nil].randomElement(using: &generator) ?? nil,
            kind: ReportKind.allCases.randomElement(using: &generator) ?? .observed,
            at: time(hoursAgo: age(&generator)), account: account, organisation: account / 2,
            standing: ReporterStanding(
                trust: isOperator ? 1 : isVetted ? 0.8 : Double.random(in: 0.1...0.4, using: &generator),
                isVetted: isVetted, isOperator: isOperator))
    }

    static func randomItem(_ generator: inout SplitMix64) -> Item {
        Bool.random(using: &generator) ? .sighting(randomSighting(&generator)) : .report(randomReport(&generator))
    }

    /// Mostly recent, sometimes long ago, and often just at the edge of a rule.
    private static func age(_ generator: inout SplitMix64) -> Int {
        switch Int.random(in: 0..<5, using: &generator) {
        case 0: 0
        case 1: [167, 168, 335, 336, 719, 720].randomElement(using: &generator) ?? 0
        case 2: Int.random(in: 0...48, using: &generator)
        default: Int.random(in: 0...1500, using: &generator)
        }
    }

    init(random generator: inout SplitMix64) {
        let count = Int.random(in: 0...40, using: &generator)
        // Some histories know only sensors, some only reports.
        let kinds = Int.random(in: 0..<4, using: &generator)
        for _ in 0..<count {
            switch kinds {
            case 0: items.append(.sighting(Self.randomSighting(&generator)))
            case 1: items.append(.report(Self.randomReport(&generator)))
            case 2 where Bool.random(using: &generator):
                // Guards of several organisations on one day.
                let hours = Self.age(&generator)
                for account in 0..<Int64.random(in: 2...5, using: &generator) {
                    var echo = Self.randomReport(&generator)
                    (echo.kind, echo.at, echo.organisation) = (.listBlock, Self.time(hoursAgo: hours), account)
                    items.append(.report(echo))
                }
            default: items.append(Self.randomItem(&generator))
            }
        }
    }
}
