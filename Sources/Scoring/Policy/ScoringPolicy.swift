import ThreatModel

/// The versioned table of constants behind every score. The values are data, in `Resources/policy-<version>.json` with
/// these names; what each means for the result stands where the formula uses it.
package struct ScoringPolicy: Equatable, Sendable, Decodable {
    package let version: Int
    /// Points at which the confidence is 63 %: 100 × (1 − e^(−points / scale)).
    package let scale: Double
    let behaviours: Behaviours
    let protocols: Protocols
    let reports: Reports
    /// How much two sides that agree add to their sum, at most.
    let agreement: Double
    let sensorFloor: SensorFloor
    let operatorFloor: OperatorFloor
    let gate: Gate
    let echoes: Echoes
    let trust: Trust

    struct Behaviours: Equatable, Sendable, Decodable {
        /// Points of one fresh session, by the name of its severity.
        let weights: [String: Double]
        let halfLifeDays: Int
        /// The most that repetition multiplies them by.
        let cap: Double
        /// Behaviours of at most this severity are minor: scanning alone never climbs by volume.
        let minorUpTo: Severity
        let minorCap: Double

        func weight(of severity: Severity) -> Double { weights[severity.name] ?? 0 }
        func cap(for severity: Severity) -> Double { severity <= minorUpTo ? minorCap : cap }
    }

    struct Protocols: Equatable, Sendable, Decodable {
        /// Points of each protocol after the first.
        let points: Double
        /// What a protocol counts when only minor behaviours were seen on it.
        let minorFactor: Double
    }

    struct Reports: Equatable, Sendable, Decodable {
        /// The most that reports can bring.
        let points: Double
        /// The sum of votes that brings 63 % of it.
        let saturation: Double
        let halfLifeDays: Int
        /// With fewer organisations than this in the last ``voteDays``, reports bring at most ``capBelow``.
        let votesNeeded: Int
        let voteDays: Int
        let capBelow: Double
    }

    struct SensorFloor: Equatable, Sendable, Decodable {
        let confidence: Double
        let severity: Severity
        let days: Int
        /// Organisations whose lent sensors together are believed like one of the operator's own.
        let lentOrganisations: Int
    }

    struct OperatorFloor: Equatable, Sendable, Decodable {
        let confidence: Double
        let days: Int
        let except: [ReportCategory]
    }

    struct Gate: Equatable, Sendable, Decodable {
        /// What the operator's own sensors saw counts by itself while something of ``severity`` is among it that is no older.
        let days: Int
        /// Voices count for so many days.
        let voiceDays: Int
        /// A lent sensor is a voice when it saw this or graver.
        let severity: Severity
        /// The most that comes through, by the number of voices: vetted organisations that reported something grave, and those
        /// whose lent sensors saw it. The last entry holds for all higher numbers.
        let confidenceByVoices: [Double]
        /// Reports count beside what the operator's own sensors saw, up to its points, when that is worth so much by itself…
        let backedFrom: Double
        /// …something of ``severity`` among it is no older than so many days…
        let backedDays: Int
        /// …and there are so many voices…
        let backedVoices: Int
        /// …but they lift it no higher than this.
        let backedAtMost: Double
    }

    /// Echoes add no points. Each day on which guards of enough organisations echoed takes a day from the age of what is known.
    struct Echoes: Equatable, Sendable, Decodable {
        /// Organisations that must echo on one UTC day.
        let organisations: Int
        /// Such days count for so long, today included.
        let days: Int
        /// The most days that they take from an age.
        let mostDays: Int
    }

    struct Trust: Equatable, Sendable, Decodable {
        let priorGood: Double
        let priorBad: Double
        /// What a new account's word counts at first, growing to 1 over ``daysToFull``.
        let atFirst: Double
        let daysToFull: Double
        /// Trust from which an account counts as vetted…
        let vetted: Double
        /// …if it has existed for so long…
        let vettedDays: Int
        /// …and so many of its reports were confirmed.
        let vettedConfirmed: Double
        /// Confidence from which an address stands on the usual list: whoever reports it later may have copied that.
        let listedFrom: Double
        /// What an own sensor must see at least to confirm a report.
        let confirmSeverity: Severity
        /// What a confirmed report earns.
        let confirmed: Double
        /// What a report costs that none of the operator's own sensors ever bears out…
        let unconfirmed: Double
        /// …and for each account that had reported the same before…
        let unconfirmedBeside: Double
        /// …and altogether at most.
        let unconfirmedAtMost: Double
        /// What a report about a harmless address costs.
        let wrong: Double
        /// Known networks that leave no more than this of a confidence are harmless. Those of research scanners leave something:
        /// a report about them is neither right nor wrong.
        let wrongUpToFactor: Double
        /// Days after which what became of a report is settled.
        let settleDays: Int
    }
}
