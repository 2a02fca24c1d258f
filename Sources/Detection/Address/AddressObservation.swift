package import ThreatModel

/// What an event adds to the memory of its address: a by-product of matching it for its session, so that nothing is
/// matched twice.
///
/// It belongs to the catalogue it was made with.
package struct AddressObservation: Sendable {
    package let event: UUIDv7
    package let at: Timestamp
    package let `protocol`: AttackProtocol
    /// What it counts for: ascending by rule, then leaf.
    let marks: [Mark]

    struct Mark: Sendable {
        let place: AddressLeafPlace
        /// The value that is counted, and the group it is counted in; 0 where nothing is distinguished.
        let value: UInt64
        let group: UInt64
    }

    /// - Returns: `nil` when no behaviour across sessions counts the event.
    init?(_ event: SessionEvent, from sensor: Int64, hits: [UInt32], in compiled: CompiledCatalogue) {
        var places: [AddressLeafPlace] = []
        for hit in hits { places += compiled.addressLeaves(of: hit) }
        guard !places.isEmpty else { return nil }
        places.sort { ($0.rule, $0.leaf) < ($1.rule, $1.leaf) }

        var marks: [Mark] = []
        for (index, place) in places.enumerated() where index == 0 || place != places[index - 1] {
            let leaf = compiled.addressRules[place.rule].leaves[place.leaf]
            // What an event does not have cannot be told from what others have.
            guard let value = leaf.value.map({ $0.hash(of: event, from: sensor) }) ?? 0,
                let group = leaf.group.map({ $0.hash(of: event, from: sensor) }) ?? 0
            else { continue }
            marks.append(Mark(place: place, value: value, group: group))
        }
        guard !marks.isEmpty else { return nil }
        self.event = event.id
        at = event.at
        self.protocol = event.protocol
        self.marks = marks
    }
}

extension AddressField {
    /// `nil` when the event has no such field.
    fileprivate func hash(of event: SessionEvent, from sensor: Int64) -> UInt64? {
        switch self {
        case .origin(.attackProtocol): UInt64(event.protocol.rawValue)
        case .origin(.sensor): UInt64(bitPattern: sensor)
        // Its random half.
        case .origin(.session): UInt64(truncatingIfNeeded: event.session.bits)
        case .origin(.hour): UInt64(clamping: event.at.seconds / 3600)
        case .field(let target):
            event.kind == target.kind ? target.field.flatMap { ValueHash(field: $0, of: event)?.value } : nil
        }
    }
}
