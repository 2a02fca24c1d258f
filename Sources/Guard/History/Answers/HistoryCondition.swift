/// Whether the history is kept.
package enum HistoryCondition: Equatable, Sendable {
    case starting
    case open
    /// Not now; the text says why. What happens meanwhile is kept in memory, as far as there is room.
    case failing(String)
    case off
}
