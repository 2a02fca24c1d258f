/// Where blocked addresses come from: a server, a file, some day a feed of somebody else's.
///
/// A source fetches and reads. What its answers may replace is judged by the ``SourceKeeper`` around it, the same way for
/// all sources. A new one is a folder under `Sources` and a line in ``SourceRegistry``; the conformance suite then runs
/// on it.
package protocol BlocklistSource: Sendable {
    var identity: SourceIdentity { get }

    var author: ListAuthor { get }

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
}

/// Whose word a list is.
package enum ListAuthor: Sendable {
    /// A service on the network, whose outage must not look like an empty list: sudden changes are held back until they
    /// persist.
    case stranger
    /// The user of this machine, who means what they write.
    case user
}
