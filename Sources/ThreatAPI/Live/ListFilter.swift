import IPNetworks
import ThreatModel

/// Which addresses a list or stream holds. The one place where that is decided.
struct ListFilter: Hashable, Sendable {
    static let defaultScoreMinimum: UInt8 = 50

    /// 1…100.
    var scoreMinimum: UInt8 = defaultScoreMinimum
    var family = FamilyFilter.mixed

    /// `nil` facts: the address is not known.
    func holds(_ address: IPAddress, _ facts: ListingFacts?) -> Bool {
        guard let facts else { return false }
        return holds(confidence: facts.confidence) && family.holds(address)
    }

    func holds(_ address: IPAddress, _ record: RecordView) -> Bool {
        holds(confidence: record.confidence) && family.holds(address)
    }

    private func holds(confidence: UInt8) -> Bool { confidence >= scoreMinimum }
}
