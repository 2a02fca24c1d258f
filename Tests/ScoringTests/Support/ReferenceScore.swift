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

        let weights: [Severity: Double] = [.info: 3, .low: 8, .medium: 36, .high: 55, .veryHigh: 70]
        // A behaviour is as grave as it was ever told to be, on each protocol and on all of them.
        func gravest(_ same: (BehaviourSighting) -> Bool) -> Severity {
            sightings.filter(same).map(\.severity).max() ?? .info
        }
        func seen(_ sightings: [BehaviourSighting]) -> Double {
            var behaviours = 0.0
            for (name, same) in Dictionary(grouping: sightings, by: \.behaviour) {
                let severity = gravest { $0.behaviour == name }
                let n = min(
                    Double(same.count), same.map { pow(2, -age($0.at) / 720) }.reduce(0, +) * pow(2, renewed / 720))
                behaviours += (weights[severity] ?? 0) * min(severity <= .low ? 1.5 : 6, n >= 1 ? sqrt(n) : n)
            }
            let shares = Dictionary(grouping: sightings, by: \.protocol).values.map { same in
                same.map { one in
                    let isMinor = gravest { $0.behaviour == one.behaviour && $0.protocol == one.protocol } <= .low
                    return pow(2, -max(0, age(one.at) - renewed) / 720) * (isMinor ? 0.25 : 1)
                }.max() ?? 0
            }
            return behaviours + 8 * max(0, shares.reduce(0, +) - 1)
        }

        let votes = Dictionary(grouping: reports, by: \.organisation).values.map { same in
            let weight = same.map { $0.standing.trust * pow(2, -age($0.at) / 336) }.max() ?? 0
            return min(same.map(\.standing.trust).max() ?? 0, weight * pow(2, renewed / 336))
        }
        var reported = 110 * (1 - exp(-votes.reduce(0, +) / 2.2))
        let recent = reports.filter { age($0.at) < 720 }
        if Set(recent.map(\.organisation)).count < 3 { reported = min(48, reported) }
        func total(_ sensors: Double, _ reported: Double) -> Double {
            guard sensors > 0, reported > 0 else { return sensors + reported }
            let agreement = (sensors + reported) * 0.2 * min(sensors, reported) / max(sensors, reported)
            return sensors + reported + agreement
        }
        func grave(_ least: Severity, _ hours: Double) -> Set<SensorOwner> {
            Set(sightings.filter { $0.severity >= least && age($0.at) < hours }.map(\.sensor))
        }
        func isBelieved(_ least: Severity, _ hours: Double) -> Bool {
            let witnesses = grave(least, hours)
            return witnesses.contains(.own) || witnesses.count >= 3
        }
        func confidence(_ points: Double) -> Double { 100 * (1 - exp(-points / 70)) }
        points = total(seen(sightings), reported)
        var value = confidence(points)

        let minor: [ReportCategory] = [.portScan, .badBot, .other]
        let lenders = grave(.medium, 240).subtracting([.own])
        let voices = lenders.union(
            reports.filter { $0.standing.isVetted && !minor.contains($0.category) && age($0.at) < 240 }
                .map { .lent(organisation: $0.organisation) })
        let cap = voices.count >= 6 ? 69 : 49
        var own = 0.0
        if grave(.medium, 720).contains(.own) {
            let sensors = seen(sightings.filter { $0.sensor == .own })
            own = confidence(sensors)
            if own >= 50, grave(.medium, 168).contains(.own), voices.count >= 5 {
                own = max(own, min(89, confidence(total(sensors, min(reported, sensors)))))
            }
        }
        value = min(value, max(Double(cap), own))
        if isBelieved(.veryHigh, 168) { value = max(value, 70) }
        if reports.contains(where: { $0.standing.isOperator && !minor.contains($0.category) && age($0.at) < 168 }) {
            value = max(value, 60)
        }
        self.confidence = UInt8((value + 0.5).rounded(.down))
    }
}
