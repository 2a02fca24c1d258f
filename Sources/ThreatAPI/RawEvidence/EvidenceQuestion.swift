import IPNetworks

/// What must be read from the store to answer a `check` of part of the evidence.
struct EvidenceQuestion: Hashable, Sendable {
    var address: IPAddress
    var filter: EvidenceFilter
}
