package import IPNetworks

/// Where blocked addresses come from: a server, a file, some day a feed of somebody else's.
///
/// A source fetches and reads. What its answers may replace is judged by the ``SourceKeeper`` around it, the same way for
/// all sources. A new one is a folder under `Sources` and a line in ``SourceRegistry``; the conformance suite then runs
/// on it.
package protocol BlocklistSource: Sendable {
    var identity: SourceIdentity { get }

    var author: ListAuthor { get }

    /// What of the settings makes its list another one. A list that was made by another recipe is no measure for this one.
    var recipe: String { get }

    /// Delivers lists and changes until the task is cancelled. Never fails: whatever goes wrong is delivered as an event
    /// that says when the next attempt is.
    ///
    /// - Parameters:
    ///   - position: how far the list that is held had been followed; `nil` when none is held.
    ///   - deliver: returns when the event was worked in, so that no more than one is ever under way: a source that has
    ///     more to say than can be applied waits, and so does the server behind it.
    func follow(
        from position: ListPosition?, deliver: @escaping @Sendable (SourceEvent) async -> SourceVerdict
    ) async

    /// How often it confirms its list while all is well.
    var interval: Duration { get }

    /// Whether it is told of changes as they happen: then it has a whole list to give only when it is followed anew.
    var isLive: Bool { get }

    /// Asks for the list now rather than when it is due. A quota, and a publisher that wants to be left alone, still count.
    func pull()

    /// Where on the list as it was last taken an address stands; empty when that is not known. Reads the list again, so
    /// not for every packet.
    func lines(listing address: IPAddress) async -> [ListedLine]
}

extension BlocklistSource {
    /// For sources that are told of changes as they happen.
    package func pull() {}

    /// For lists that have no lines.
    package func lines(listing address: IPAddress) async -> [ListedLine] { [] }

    package var recipe: String { "" }

    /// For what is looked at all the time.
    package var interval: Duration { .zero }

    package var isLive: Bool { false }
}

/// Whose word a list is.
package enum ListAuthor: Sendable {
    /// A service on the network, whose outage must not look like an empty list: sudden changes are held back until they
    /// persist.
    case stranger
    /// The user of this machine, who means what they write.
    case user
}
