import ThreatModel

/// What is remembered of one address over all its sessions on all sensors, to tell which behaviours `across: address` it
/// shows: for most addresses some dozen bytes, for any at most 256 events for each such behaviour (some 10 KiB in memory
/// and 7 KiB stored), however much it does.
///
/// Events may come in any order: windows are made of the times at which things happened. A behaviour counts once for each
/// window; what happens later begins a new one. It belongs to the catalogue it was read with or last given.
package struct AddressDetection: Sendable {
    /// Ascending by rule.
    var memories: [AddressMemory] = []
    /// The latest event, in epoch milliseconds.
    var newest: Int64?
    private var catalogue: CompiledCatalogue?

    /// Events remembered for each behaviour.
    static let maximumEntries = 256
    /// Times remembered at which a behaviour was shown, for each standing of who saw it.
    static let maximumShowings = 16
    /// How much older than the newest event of an address another may be and still count: what a sensor kept while it could
    /// not reach the server. In milliseconds.
    static let horizon: Int64 = 86_400_000

    /// An address without events for so long has nothing left worth remembering: the longest window, and as much again for
    /// events that come late.
    package static let keptFor = Duration.seconds(2 * 86_400)

    package init() {}

    /// Whether there is nothing to remember.
    package var isEmpty: Bool { memories.isEmpty }

    /// Takes what a session's matching noted of an event, each event once, and returns the behaviours it completes.
    package mutating func add(
        _ observation: AddressObservation, seenBy witness: AddressWitness, in catalogue: DetectionCatalogue
    ) -> [AddressSighting] {
        adopt(catalogue.compiled)
        let time = min(max(0, observation.at.milliseconds), Self.latestTime)
        let newest = max(newest ?? time, time)
        self.newest = newest
        guard newest - time <= Self.horizon else { return [] }

        var sightings: [AddressSighting] = []
        var marks = observation.marks[...]
        while let number = marks.first?.place.rule {
            let ours = marks.prefix { $0.place.rule == number }
            marks = marks.dropFirst(ours.count)
            let rule = catalogue.compiled.addressRules[number]
            let place = place(of: number)
            if let completed = memories[place].note(ours, at: time, by: witness, for: rule) {
                sightings.append(
                    AddressSighting(
                        behaviour: rule.behaviour, at: Timestamp(milliseconds: completed.at),
                        witness: completed.witness))
            }
        }
        forget(before: newest - Self.horizon, catalogue.compiled)
        return sightings
    }

    /// Times may be anything: they are cut so that adding windows to them cannot overflow. The year 142,000.
    static let latestTime: Int64 = 1 << 52

    private mutating func place(of rule: Int) -> Int {
        let place = memories.firstIndex { $0.rule >= rule } ?? memories.count
        if place == memories.count || memories[place].rule != rule {
            memories.insert(AddressMemory(rule: rule), at: place)
        }
        return place
    }

    private mutating func forget(before cutoff: Int64, _ compiled: CompiledCatalogue) {
        for index in memories.indices {
            let window = compiled.addressRules[memories[index].rule].window
            if let first = memories[index].entries.first, first.at < cutoff {
                memories[index].entries.removeAll { $0.at < cutoff }
            }
            if memories[index].shown.contains(where: { $0.at < cutoff - window }) {
                memories[index].shown.removeAll { $0.at < cutoff - window }
            }
        }
        memories.removeAll { $0.entries.isEmpty && $0.shown.isEmpty }
    }
}

// MARK: - Changing catalogues

extension AddressDetection {
    private mutating func adopt(_ compiled: CompiledCatalogue) {
        if let current = catalogue, current !== compiled {
            self = AddressDetection(encoded: encoded(in: current), in: compiled) ?? AddressDetection()
        }
        catalogue = compiled
    }

    /// The memory by names, for the store: it can be read back into a changed catalogue.
    ///
    /// - Parameter catalogue: the one that it was last used with.
    package func encoded(in catalogue: DetectionCatalogue) -> [UInt8] {
        encoded(in: self.catalogue ?? catalogue.compiled)
    }

    /// `nil` for bytes that are no memory, whatever they are. What the catalogue no longer knows is left out.
    package init?(encoded: some Collection<UInt8>, in catalogue: DetectionCatalogue) {
        self.init(encoded: encoded, in: catalogue.compiled)
        self.catalogue = catalogue.compiled
    }
}
