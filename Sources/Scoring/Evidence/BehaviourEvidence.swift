package import ThreatModel

/// What is held of one behaviour on one protocol.
package struct BehaviourEvidence: Equatable, Sendable {
    package let behaviour: String
    package let `protocol`: AttackProtocol
    /// The gravest severity it was given.
    package internal(set) var severity: Severity
    /// Sessions that showed it.
    package internal(set) var sessions: UInt32
    /// Those sessions as of ``last``, each faded by its age then.
    package internal(set) var fadedSessions: Double
    /// Of the sessions, those on sensors of the operator's own.
    package internal(set) var own: OwnSessions?
    package internal(set) var first: UTCHour
    package internal(set) var last: UTCHour

    /// What the sessions amount to at `now`: the sum of 2^(−age / 30 days).
    package func fadedSessions(at now: UTCHour) -> Double {
        fadedSessions * HalfLife.sightings.remaining(after: now.age(of: last))
    }

    init(_ sighting: BehaviourSighting) {
        behaviour = sighting.behaviour
        self.protocol = sighting.protocol
        severity = sighting.severity
        sessions = 1
        fadedSessions = 1
        own = sighting.sensor == .own ? OwnSessions(at: UTCHour(sighting.at)) : nil
        first = UTCHour(sighting.at)
        last = first
    }

    init(
        behaviour: String, protocol: AttackProtocol, severity: Severity, sessions: UInt32, fadedSessions: Double,
        own: OwnSessions?, first: UTCHour, last: UTCHour
    ) {
        self.behaviour = behaviour
        self.protocol = `protocol`
        self.severity = severity
        self.sessions = sessions
        self.fadedSessions = fadedSessions
        self.own = own
        self.first = first
        self.last = last
    }

    /// One more session. Sessions may come in any order: an old one joins already faded.
    mutating func add(_ sighting: BehaviourSighting) {
        let hour = UTCHour(sighting.at)
        severity = max(severity, sighting.severity)
        sessions = sessions == .max ? .max : sessions + 1
        if sighting.sensor == .own {
            if own == nil { own = OwnSessions(at: hour) } else { own?.add(at: hour) }
        }
        HalfLife.sightings.add(1, at: hour, to: &fadedSessions, of: &last)
        first = min(first, hour)
    }

    /// The place among an address's behaviours: by name, then protocol.
    func precedes(_ behaviour: String, _ protocol: AttackProtocol) -> Bool {
        self.behaviour == behaviour ? self.protocol.rawValue < `protocol`.rawValue : self.behaviour < behaviour
    }
}
