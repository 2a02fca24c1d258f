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
    /// `nil`: not known before.
    let oldFacts: ListingFacts?

    init(address: IPAddress, stored: StoredAddress?) {
        self.address = address
        // Evidence that cannot be read (a damaged store) begins anew rather than stop everything.
        evidence = stored.flatMap { Evidence(encoded: $0.evidence) } ?? Evidence()
        let known = stored?.record.withUnsafeBytes { bytes in
            let view = RecordView(bytes)
            return view.isKnownVersion ? (view.facts, view.primitives) : nil
        }
        oldFacts = known?.0
        primitives = Dictionary(known?.1.map { ($0.word, $0.count) } ?? []) { first, _ in first }
    }

    /// The counts that are kept: the most frequent, by number.
    var keptPrimitives: [AddressRecord.PrimitiveCount] {
        AddressRecord.kept(primitives.map { AddressRecord.PrimitiveCount(word: $0.key, count: $0.value) })
    }
}
