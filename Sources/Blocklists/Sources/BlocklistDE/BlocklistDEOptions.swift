/// The lists of blocklist.de. Each feed is a source of its own, so that of every blocked address is known for what.
package struct BlocklistDEOptions: Sendable {
    /// None: blocklist.de is not asked.
    package var feeds: [BlocklistDEFeed]
    package var interval: Duration
    /// Where the service is.
    package var base: String

    package static let intervals = Duration.seconds(1800)...Duration.seconds(30 * 86_400)
    package static let service = "https://lists.blocklist.de"

    package init(feeds: [BlocklistDEFeed] = [], interval: Duration = .seconds(3600), base: String = service) {
        self.feeds = feeds
        self.interval = interval
        self.base = base
    }
}

extension BlocklistDEOptions {
    static let kind = SourceKind(name: "blocklist.de", summary: "lists of attackers by the service that they attacked")
    {
        settings, clock in
        guard let fetching = settings.fetching else { return [] }
        let options = settings.lists.blocklistDE
        return options.feeds.compactMap { feed in
            guard let url = try? FetchURL("\(options.base)/lists/\(feed.rawValue).txt") else { return nil }
            return FetchedListSource(
                feed.identity, FetchOrder(url: url, format: .plain, interval: options.interval), fetching, clock: clock)
        }
    }
}
