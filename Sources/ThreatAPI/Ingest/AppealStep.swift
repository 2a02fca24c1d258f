import ThreatModel

/// What happens to an appeal together with the evidence about its address, in one transaction.
enum AppealStep: Sendable {
    /// The address is proven to be held: reports are held until the review ends.
    case prove(Int64, by: AppealProof)
    /// What is due: what a decision leads to, or the end of the time for one.
    case settle(Int64)
}
