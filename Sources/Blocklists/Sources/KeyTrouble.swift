/// Why a publisher gives nothing for a key.
package enum KeyTrouble: String, Codable, Hashable, Sendable {
    /// It does not know it, or does not let it have this.
    case refused
    /// What it may have in a day, or a minute, it has had.
    case usedUp
}
