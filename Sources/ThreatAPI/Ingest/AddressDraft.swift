import IPNetworks
import Scoring
import Store
import ThreatModel

/// One address while a round works on it: its evidence, and what the feed last said of it.
struct AddressDraft {
    let address: IPAddress
    var evidence: Evidence
    /// By the number of the primitive's name: events that showed it.
    var primitives: [Int: Int]
    /// Names of the behaviours that a hunt found in its stored sessions.
    var found: Set<String> = []
    /// What its new events add to what is remembered of it over all its sessions.
    var observations: [WitnessedObservation] = []
    /// Whether the store has a row of it.
    let isStored: Bool
    /// `nil`: not known before.
    let oldFacts: ListingFacts?
    /// The record so far; `nil` when there is none that can be read.
    private let oldRecord: [UInt8]?

    init(address: IPAddress, stored: StoredAddress?, organisations: Organisations) {
        self.address = address
        isStored = stored != nil
        // Evidence that cannot be read (a damaged store) begins anew rather than stop everything.
        evidence = stored.flatMap { Evidence(encoded: $0.evidence) } ?? Evidence()
        evidence.join(organisations)
        let known = stored?.record.withUnsafeBytes { bytes in
            let view = RecordView(bytes)
            return view.isKnownVersion ? (view.facts, view.primitives) : nil
        }
        oldFacts = known?.0
        oldRecord = known == nil ? nil : stored?.record
        primitives = Dictionary(known?.1.map { ($0.word, $0.count) } ?? []) { first, _ in first }
    }

    /// The counts that are kept: the most frequent, by number.
    var keptPrimitives: [AddressRecord.PrimitiveCount] {
        AddressRecord.kept(primitives.map { AddressRecord.PrimitiveCount(word: $0.key, count: $0.value) })
    }

    /// Dates the new record of an address: as its indicator was, while that still holds, or anew.
    func setVersion(in record: inout [UInt8], score: Score, using clock: inout VersionClock) {
        let old = oldRecord.map { $0.withUnsafeBytes { RecordView($0).indicatorVersion } }
        if let old, let oldRecord, AddressRecord.saySame(oldRecord, record), old.stillHolds(for: score.confidence) {
            AddressRecord.setVersion(old, in: &record)
        } else {
            let wasListed = score.isListed || old?.wasListed ?? false
            AddressRecord.setVersion(
                IndicatorVersion(time: clock.tick(), confidence: score.confidence, wasListed: wasListed), in: &record)
        }
    }
}
