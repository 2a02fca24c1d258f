import Detection
import Scoring
import ThreatModel

/// What an event adds to the memory of its address, and how far it can be believed.
struct WitnessedObservation {
    let observation: AddressObservation
    let witness: AddressWitness
}

extension IngestRules {
    /// - Parameter owner: of the sensor that saw the event.
    func witnessed(
        _ observation: AddressObservation, in event: SessionEvent, on owner: SensorOwner
    ) -> WitnessedObservation {
        guard event.transport == .tcp else { return WitnessedObservation(observation: observation, witness: .unproven) }
        return switch owner {
        case .own: WitnessedObservation(observation: observation, witness: .own)
        case .lent(let organisation):
            WitnessedObservation(observation: observation, witness: .lent(organisation: organisation))
        }
    }

    /// Adds observations to what is remembered of an address, in the order in which things happened, and returns what that
    /// completes.
    func sightings(
        from observations: [WitnessedObservation], addingTo detection: inout AddressDetection
    ) -> [BehaviourSighting] {
        let inOrder = observations.sorted {
            ($0.observation.at, $0.observation.event) < ($1.observation.at, $1.observation.event)
        }
        return inOrder.flatMap { entry in
            detection.add(entry.observation, seenBy: entry.witness, in: catalogue).map { sighting in
                self.sighting(sighting, completedOn: entry.observation.protocol)
            }
        }
    }

    private func sighting(_ sighting: AddressSighting, completedOn service: AttackProtocol) -> BehaviourSighting {
        let behaviour = catalogue.behaviours[sighting.behaviour]
        let sensor: SensorOwner =
            switch sighting.witness {
            case .own, .unproven: .own
            case .lent(let organisation): .lent(organisation: organisation)
            }
        return BehaviourSighting(
            behaviour: behaviour.name, severity: behaviour.severity, protocol: service, at: sighting.at, sensor: sensor,
            isProven: sighting.witness != .unproven)
    }
}
