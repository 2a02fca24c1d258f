package import APIClient

/// Which lists of others are asked for. By default none: each is somebody's service, with terms of its own.
package struct ListSourceOptions: Sendable {
    /// `nil`: AbuseIPDB is not asked.
    package var abuseIPDB: AbuseIPDBOptions?
    package var blocklistDE: BlocklistDEOptions
    package var urlLists: [URLListOptions]

    package init(
        abuseIPDB: AbuseIPDBOptions? = nil, blocklistDE: BlocklistDEOptions = BlocklistDEOptions(),
        urlLists: [URLListOptions] = []
    ) {
        self.abuseIPDB = abuseIPDB
        self.blocklistDE = blocklistDE
        self.urlLists = urlLists
    }

    /// The servers that lists are asked of: nobody's list may cut them off.
    package var servers: [ServerURL] {
        let bases = [abuseIPDB?.base, blocklistDE.feeds.isEmpty ? nil : blocklistDE.base].compactMap(\.self)
        let servers = bases.compactMap { try? FetchURL($0).server } + urlLists.map(\.url.server)
        return Set(servers).sorted { $0.description < $1.description }
    }
}
