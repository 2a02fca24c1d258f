import ThreatModel

/// Changes that are in the kernel and have not shown yet that this host still gets where it has to.
struct ConnectivityTrial {
    /// How far it got before the first of them.
    let before: ConnectivityReading
    /// What was in force before the first of them; `nil` when nothing was.
    let fallback: AppliedLists?
    let began: Timestamp

    /// How often whoever was lost is tried again before that counts.
    static let attempts = 3
    /// Single changes are tried together.
    static let interval = Duration.seconds(10)
    /// How old the knowledge of who was within reach before a change may be.
    static let oldestReading = Duration.seconds(60)
}
