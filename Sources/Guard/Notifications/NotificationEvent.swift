/// What the guard tells its owner of, by the name that programs read.
package enum NotificationEvent: String, CaseIterable, Codable, Sendable {
    case protectionLost = "protection.lost"
    case protectionRestored = "protection.restored"
    case sourceFailed = "source.failed"
    case sourceRecovered = "source.recovered"
    /// The limits of safety keep a list from being merged.
    case listRefused = "list.refused"
    /// Nobody confirmed it in time.
    case changeReverted = "change.reverted"
    case pauseBegan = "pause.began"
    case pauseEnded = "pause.ended"
    case keyRefused = "key.refused"
    case keyUsedUp = "key.used-up"
    case keyAccepted = "key.accepted"
    /// Somebody wants to see whether messages arrive.
    case test
}
