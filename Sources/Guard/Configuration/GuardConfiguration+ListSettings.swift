import Blocklists
import Settings

extension GuardConfiguration {
    /// Settings of lists of others on the network.
    static let listSettings: [Setting<GuardConfiguration>] = [
        Setting(
            "abuseipdb.key", \.abuseIPDB.key, .abuseIPDBKey, "your key for AbuseIPDB; without one it is not asked",
            flag: "abuseipdb-key", isSecret: true, isReloaded: true),
        Setting(
            "abuseipdb.confidence_minimum", \.abuseIPDB.confidenceMinimum, .number(AbuseIPDBOptions.confidences),
            "the least confidence of an address of AbuseIPDB's; with its free plan 100 counts whatever stands here",
            isReloaded: true),
        Setting(
            "abuseipdb.limit", \.abuseIPDB.limit, .number(AbuseIPDBOptions.limits),
            "the most addresses that AbuseIPDB is asked for", isReloaded: true),
        Setting(
            "abuseipdb.interval", \.abuseIPDB.interval, .duration(AbuseIPDBOptions.intervals),
            "how often AbuseIPDB is asked", isReloaded: true),
        Setting(
            "abuseipdb.daily_calls", \.abuseIPDB.dailyCalls, .number(1...10_000),
            "what your plan of AbuseIPDB allows in a UTC day", isReloaded: true),
        Setting(
            "abuseipdb.url", \.abuseIPDB.base, .fetchBase, "where AbuseIPDB is", isReloaded: true),
        Setting(
            "blocklist_de.feeds", \.lists.blocklistDE.feeds, .feeds,
            "feeds of blocklist.de: attackers by the service that they attacked", example: "ssh", isReloaded: true),
        Setting(
            "blocklist_de.interval", \.lists.blocklistDE.interval, .duration(BlocklistDEOptions.intervals),
            "how often blocklist.de is asked", isReloaded: true),
        Setting(
            "known_lists", \.knownLists, .knownLists, "public lists that are known by name", example: "spamhaus-drop",
            isReloaded: true),
        Setting(
            "lists", \.lists.urlLists, .urlLists, "lists of your choice on the network", isReloaded: true),
    ]
}

extension SettingType where Value == AbuseIPDBKey? {
    static var abuseIPDBKey: Self {
        SettingType<AbuseIPDBKey>.single(
            "a key of 1 to 256 characters without spaces", valueName: "key", parse: { AbuseIPDBKey($0) },
            text: { $0.text }
        ).optional
    }
}

extension SettingType where Value == String {
    /// Where something is fetched from, without what is asked for.
    static var fetchBase: Self {
        single(
            "a URL such as https://api.example", valueName: "url",
            parse: { (try? FetchURL($0)) != nil && !$0.hasSuffix("/") ? $0 : nil }, text: { $0 })
    }
}

extension SettingType where Value == [BlocklistDEFeed] {
    static var feeds: Self {
        let words = BlocklistDEFeed.allCases.map(\.rawValue)
        return SettingType<BlocklistDEFeed>.single(
            "feeds: \(words.joined(separator: ", "))", valueName: "feed", completion: .words(words),
            parse: { BlocklistDEFeed(rawValue: $0) }, text: { $0.rawValue }
        ).several(atMost: words.count)
    }
}

extension SettingType where Value == [KnownList] {
    static var knownLists: Self {
        let words = KnownList.all.map(\.id)
        return SettingType<KnownList>.single(
            "names of lists: \(words.joined(separator: ", "))", valueName: "list", completion: .words(words),
            parse: { id in KnownList.all.first { $0.id == id } }, text: { $0.id }
        ).several(atMost: words.count)
    }
}

extension SettingType where Value == [String] {
    /// What sources are called.
    static var sourceNames: Self {
        SettingType<String>.single(
            "identifiers or names of sources, of 1 to 100 characters", valueName: "source",
            parse: { (1...100).contains($0.count) && !$0.contains(where: \.isNewline) ? $0 : nil }, text: { $0 }
        ).several(atMost: GuardConfiguration.mostSwitchedOff)
    }
}
