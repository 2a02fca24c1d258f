package import Blocklists

/// A source as the settings ask for it, whether it is switched on or not.
package struct SourceListing: Equatable, Sendable {
    package enum Kind: Equatable, Sendable {
        case sikker(server: String)
        case abuseIPDB
        case blocklistDE(BlocklistDEFeed)
        /// On the network, without the query that may hold a key; `nil` as `known`: of the user's own choice.
        case list(url: String, known: KnownList?)
        case file(path: String)
        case manual
    }

    package var identity: SourceIdentity
    package var kind: Kind
    /// How often it is asked; `nil`: it is told of changes, or looked at all the time.
    package var interval: Duration?
    package var isOff: Bool
}

extension GuardConfiguration {
    /// Whether a source is left out. What is blocked by hand never is.
    package func isOff(_ source: SourceIdentity) -> Bool {
        source != .manual && (switchedOff.contains(source.id) || switchedOff.contains(source.name))
    }

    /// Every source that is asked for, also those that are switched off, in the order in which they are registered.
    package var sourceListings: [SourceListing] {
        var found: [SourceListing] = []
        func add(_ identity: SourceIdentity, _ kind: SourceListing.Kind, every interval: Duration? = nil) {
            found.append(SourceListing(identity: identity, kind: kind, interval: interval, isOff: isOff(identity)))
        }
        if credential != nil { add(.sikkerAPI, .sikker(server: "\(server)")) }
        for path in customBlacklists { add(.file(path), .file(path: path)) }
        let asked = askedLists
        if let options = asked.abuseIPDB { add(.abuseIPDB, .abuseIPDB, every: options.interval) }
        for feed in asked.blocklistDE.feeds {
            add(feed.identity, .blocklistDE(feed), every: asked.blocklistDE.interval)
        }
        let own = Set(lists.urlLists.map(\.name))
        for list in asked.urlLists {
            let known = own.contains(list.name) ? nil : knownLists.first { $0.name == list.name }
            add(list.identity, .list(url: "\(list.url)", known: known), every: list.interval)
        }
        add(.manual, .manual)
        return found
    }
}
