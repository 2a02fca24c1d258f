package import ThreatModel

extension Evidence {
    /// Adds a behaviour that a session showed. Once per session and behaviour.
    package mutating func add(_ sighting: BehaviourSighting) {
        notePresence(at: sighting.at)
        guard sighting.isProven else {
            unprovenSightings = unprovenSightings == .max ? .max : unprovenSightings + 1
            return
        }
        let nameLength = sighting.behaviour.utf8.count
        guard nameLength > 0, nameLength <= Self.maximumNameLength else { return }
        witnesses[Int(sighting.severity.rawValue)].note(sighting.sensor, at: UTCHour(sighting.at))

        let place = behaviours.firstIndex { !$0.precedes(sighting.behaviour, sighting.protocol) } ?? behaviours.count
        if place < behaviours.count, behaviours[place].behaviour == sighting.behaviour,
            behaviours[place].protocol == sighting.protocol
        {
            behaviours[place].add(sighting)
        } else {
            behaviours.insert(BehaviourEvidence(sighting), at: place)
            if behaviours.count > Self.maximumBehaviours { dropLeastBehaviour() }
        }
    }

    /// Counts visits to sensors: `newSessions` that began and `events` that arrived, of those or of earlier ones.
    package mutating func addActivity(
        on protocol: AttackProtocol, newSessions: Int, events: Int, at time: Timestamp
    ) {
        notePresence(at: time)
        let place = activity.firstIndex { $0.protocol.rawValue >= `protocol`.rawValue } ?? activity.count
        if place == activity.count || activity[place].protocol != `protocol` {
            activity.insert(ProtocolActivity(protocol: `protocol`, sessions: 0, events: 0), at: place)
        }
        activity[place].sessions = UInt32(clamping: Int(activity[place].sessions) + max(0, newSessions))
        activity[place].events = UInt32(clamping: Int(activity[place].events) + max(0, events))
    }

    /// Severity decides first, so that an address cannot push out what is grave by doing much that is harmless.
    private mutating func dropLeastBehaviour() {
        let least = behaviours.indices.min { a, b in
            let (a, b) = (behaviours[a], behaviours[b])
            if a.severity != b.severity { return a.severity < b.severity }
            return HalfLife.sightings.standing(of: a.fadedSessions, at: a.last)
                < HalfLife.sightings.standing(of: b.fadedSessions, at: b.last)
        }
        if let least { behaviours.remove(at: least) }
    }

    /// What would be held if there were no sensors but the operator's own, and no reports.
    var ofOwnSensors: Evidence {
        var own = Evidence()
        own.behaviours = behaviours.compactMap { entry in
            entry.own.map {
                BehaviourEvidence(
                    behaviour: entry.behaviour, protocol: entry.protocol, severity: entry.severity,
                    sessions: $0.count, fadedSessions: $0.faded, own: $0, first: min(entry.first, $0.last),
                    last: $0.last)
            }
        }
        return own
    }
}
