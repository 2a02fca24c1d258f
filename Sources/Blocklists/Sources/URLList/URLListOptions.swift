import ThreatModel

/// A list of the user's choice on the network.
package struct URLListOptions: Sendable {
    /// What the user calls it.
    package var name: String
    package var url: FetchURL
    package var interval: Duration
    package var format: ListFormat

    package static let longestName = 64
    package static let intervals = Duration.seconds(300)...Duration.seconds(30 * 86_400)
    package static let most = 32

    package init(name: String, url: FetchURL, interval: Duration = .seconds(86_400), format: ListFormat = .plain) {
        self.name = name
        self.url = url
        self.interval = interval
        self.format = format
    }
}

extension URLListOptions {
    static let kind = SourceKind(name: "url", summary: "lists of your choice on the network") { settings, clock in
        guard let fetching = settings.fetching else { return [] }
        return settings.lists.urlLists.map { options in
            FetchedListSource(
                options.identity,
                FetchOrder(url: options.url, format: options.format, interval: options.interval), fetching,
                clock: clock)
        }
    }

    /// Of the source that it makes.
    package var identity: SourceIdentity {
        // Names that differ only in what no file name has are different lists all the same.
        let checksum = String(CRC32C.of(name.utf8.span), radix: 16)
        return SourceIdentity(id: "url-\(name.prefix(40))-\(checksum)", name: name)
    }
}
