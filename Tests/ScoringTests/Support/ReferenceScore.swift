import Glibc
import Scoring
import ThreatModel

/// Policy version 1 by its definition, from the whole history each time.
struct ReferenceScore {
    let points: Double
    let confidence: UInt8

    init(_ history: History, at now: Timestamp) {
        let hour = now.seconds / 3600
        func age(_ time: Timestamp) -> Double { Double(max(0, hour - time.seconds / 3600)) }
        var sightings: [BehaviourSighting] = []
        var reports: [ReportEvidence] = []
        var echoes: [Int64: Set<Int64>] = [:]
        for item in history.items {
            switch item {
            case .sighting(let sighting): if sighting.isProven { sightings.append(sighting) }
            case .report(let report) where report.kind == .listBlock:
                echoes[report.at.seconds / 86_400, default: []].insert(report.organisation)
            case .report(let report): reports.append(report)
            }
        }
        let renewed = Double(
            min(14, echoes.filter { now.seconds / 86_400 - $0.key < 30 && $0.value.count >= 3 }.count) * 24)

        let weights: [Severity: Double] = [.info: 3, .low: 8, .medium: 20, .high: 35, .veryHigh: 55]
        var behaviours = 0.0
        for (_, same) in Dictionary(grouping: sightings, by: \.behaviour) {
            let severity = same.map(\.severity).max() ?? .info
            let n = min(
                Double(same.count), same.map { pow(2, -age($0.at) / 720) }.reduce(0, +) * pow(2, renewed / 720))
            behaviours += (weights[severity] ?? 0) * min(severity <= .low ? 1.5 : 6, n >= 1 ? sqrt(n) : n)
        }
        let shares = Dictionary(grouping: sightings, by: \.protocol).values.map { same in
            same.map { pow(2, -max(0, age($0.at) - renewed) / 720) * ($0.severity <= .low ? 0.25 : 1) }.max() ?? 0
        }
        let sensors = behaviours + 8 * max(0, shares.reduce(0, +) - 1)

        let votes = Dictionary(grouping: reports, by: \.organisation).values.map { same in
            let weight = same.map { $0.standing.trust * pow(2, -age($0.at) / 336) }.max() ?? 0
            return min(same.map(\.standing.trust).max() ?? 0, weight * pow(2, renewed / 336))
        }
        var reported = 110 * (1 - exp(-votes.reduce(0, +) / 2.2))
        let recent = reports.filter { age($0.at) < 720 }
        if Set(recent.map(\.organisation)).count < 3 { reported = min(48, reported) }
        let agreement =
            sensors > 0 && reported > 0
            ? (sensors + reported) * 0.2 * min(sensors, reported) / max(sensors, reported) : 0
        points = sensors + reported + agreement

        func isBelieved(_ least: Severity, _ hours: Double) -> Bool {
            let seen = sightings.filter { $0.severity >= least && age($0.at) < hours }
            return seen.contains { $0.sensor == .own } || Set(seen.map(\.sensor)).count >= 2
        }
        var value = 100 * (1 - exp(-points / 70))
        if !isBelieved(.medium, 720) {
            let vetted = Set(recent.filter { $0.standing.isVetted }.map(\.organisation)).count
            value = min(value, vetted < 2 ? 49 : vetted == 2 ? 69 : 100)
        }
        if isBelieved(.veryHigh, 168) { value = max(value, 70) }
        let minor: [ReportCategory] = [.portScan, .badBot, .other]
        if reports.contains(where: { $0.standing.isOperator && !minor.contains($0.category) && age($0.at) < 168 }) {
            value = max(value, 60)
        }
        confidence = UInt8((value + 0.5).rounded(.down))
    }
}
