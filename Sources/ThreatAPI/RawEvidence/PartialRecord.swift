import Scoring
import Store
import ThreatModel

/// What the record of an address would be if there were no other evidence than a filter holds.
struct PartialRecord: Sendable {
    /// The form of ``AddressRecord``; `nil`: there is no such evidence.
    let record: [UInt8]?
    /// What its numbers of words mean.
    let words: WordTable
    /// Not all of the evidence could be looked at.
    let isTruncated: Bool

    /// - Parameter record: `nil` for no evidence at all.
    init(record: [UInt8]?, words: WordTable) {
        self.record = record
        self.words = words
        isTruncated = false
    }

    init(
        _ rebuilt: RebuiltEvidence, of question: EvidenceQuestion, rules: IngestRules, words: WordTable,
        at now: Timestamp
    ) {
        // Rules may have changed since the evidence was taken in: a name that no record has yet gets a number here only.
        let names = rebuilt.evidence.behaviours.map(\.behaviour) + rebuilt.primitives.keys
        let new = Set(names.filter { words.number(of: $0) == nil }).sorted()
        let words = words.appending(new, catalogue: rules.catalogue)
        let primitives = rebuilt.primitives.compactMap { name, count in
            words.number(of: name).map { AddressRecord.PrimitiveCount(word: $0, count: count) }
        }
        if rebuilt.evidence.lastSeen != nil {
            record = AddressRecord.encode(
                evidence: rebuilt.evidence, score: rules.score(rebuilt.evidence, of: question.address, at: now),
                primitives: AddressRecord.kept(primitives)
            ) { words.number(of: $0) ?? words.words.count }
        } else {
            record = nil
        }
        self.words = words
        isTruncated = rebuilt.isTruncated
    }
}
