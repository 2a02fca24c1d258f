package import IPNetworks

/// What a source has to say.
package enum SourceEvent: Equatable, Sendable {
    /// A whole list, which passed every rule about lists as such.
    ///
    /// - Parameter warnings: what about it somebody ought to know, a sentence each.
    case list(IPAddressSet, ListPosition, warnings: [String])
    /// Changes to the list that is held, in order.
    case changes([ListedChange], ListPosition)
    /// The list that is held is still the source's.
    ///
    /// - Parameter isLive: whether changes to it are told as they happen from now on.
    case current(ListPosition, isLive: Bool)
    /// The list that is held was confirmed not long ago, before this start; nobody was asked.
    case recent
    /// What came is no list that could be used; why, and when the next attempt is.
    case refused(String, again: Duration)
    /// Nothing came; why, and when the next attempt is.
    ///
    /// - Parameter key: what is wrong with the key that was shown, where it is that.
    case failed(String, again: Duration, key: KeyTrouble? = nil)
}

/// What became of an event.
package enum SourceVerdict: Hashable, Sendable {
    /// It is in force. For what carries no addresses, always.
    case taken
    /// The list that was held before stays, and so does its position; the sentence says why.
    case held(String)
}
