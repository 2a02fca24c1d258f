/// Why sessions are matched again.
struct HuntOccasion: Sendable {
    /// What the catalogue asks for now, by the behaviours' names.
    var fingerprints: [String: UInt64]
    /// Names of those that are new or ask for something else, ascending. Empty: there is nothing to hunt.
    var changed: [String]
    /// Sessions stored.
    var total: Int
}
