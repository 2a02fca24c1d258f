import APIClient
import Blocklists
import Guard
import ThreatModel

/// Every source: how it fares, what it brings that no other does, and what it blocked.
struct SourcesModel: Encodable, Sendable {
    struct Source: Encodable, Equatable, Sendable {
        struct Other: Encodable, Equatable, Sendable {
            var id: String
            var name: String
            /// Entries that both have.
            var entries: Int
        }

        var id: String
        var name: String
        var provider: Provider
        /// What it is, in a sentence.
        var about: String
        /// Its file, or where it is on the network; without a query, which may hold a key.
        var place: String?
        /// The name of a public list by which settings know it.
        var known: String?
        /// For feeds of blocklist.de.
        var feed: String?
        /// `off`, `waiting`, `live`, `current`, `refused` or `failing`.
        var state: State
        var reason: String?
        /// Its last answer changed so much that a person must look at it.
        var isHeldBack: Bool
        var ipv4: Int?
        var ipv6: Int?
        /// Entries that are on no other list.
        var alone: Int?
        /// The lists with most in common first.
        var shared: [Other]
        /// When it last confirmed its list.
        var confirmed: Moment?
        /// When it is asked again.
        var next: Moment?
        /// How often.
        var interval: String?
        /// Packets of its addresses within a week; `nil` where that is not kept.
        var packets: Int?
        var warnings: [String]
        var storage: String?

        var entries: Int? { ipv4.flatMap { v4 in ipv6.map { v4 + $0 } } }
    }

    enum Provider: String, Encodable, CaseIterable, Sendable {
        case sikker, abuseipdb
        case blocklistDE = "blocklist.de"
        case network, own
    }

    enum State: String, Encodable, Sendable {
        case off, waiting, live, current, refused, failing

        var isGood: Bool { self == .live || self == .current }

        init(_ state: SourceHealth.State) {
            self =
                switch state {
                case .waiting: .waiting
                case .current: .current
                case .live: .live
                case .refused: .refused
                case .failing: .failing
                }
        }
    }

    /// A public list that can be added by its name.
    struct Offer: Encodable, Equatable, Sendable {
        var id: String
        var name: String
        var summary: String
        var terms: String
        var interval: String
        var page: String
        var isAdded: Bool
    }

    var sources: [Source]
    /// When the lists were last compared with one another; `nil`: not since the guard was started.
    var compared: Moment?
    var offers: [Offer]
    /// What sources are asked for, by the names of the settings.
    var settings: [SettingEntry]

    /// Of those that are on.
    var inUse: [Source] { sources.filter { $0.state != .off } }
}

extension SourcesModel {
    init(
        _ listings: [SourceListing], _ status: GuardStatus, _ overlap: (overlap: SourceOverlap, at: Timestamp)?,
        packets: [String: Int]?, settings: [SettingEntry], _ configuration: GuardConfiguration
    ) {
        let held = Dictionary(status.sources.map { ($0.identity.id, $0) }) { $1 }
        let compared = Dictionary((overlap?.overlap.sources ?? []).map { ($0.identity.id, $0) }) { $1 }
        let names = Dictionary(listings.map { ($0.identity.id, $0.identity.name) }) { $1 }
        sources = listings.map { listing in
            let id = listing.identity.id
            return Source(
                listing, listing.isOff ? nil : held[id], compared[id], names: names,
                packets: packets.map { $0[id] ?? 0 }, configuration)
        }
        self.compared = overlap.map { Moment($0.at) }
        let added = Set(configuration.knownLists.map(\.id))
        offers = KnownList.all.map {
            Offer(
                id: $0.id, name: $0.name, summary: $0.summary, terms: $0.terms,
                interval: DurationText.text($0.interval),
                page: $0.page, isAdded: added.contains($0.id))
        }
        self.settings = settings
    }
}

extension SourcesModel.Source {
    init(
        _ listing: SourceListing, _ status: GuardStatus.Source?, _ overlap: SourceOverlap.Source?,
        names: [String: String], packets: Int?, _ configuration: GuardConfiguration
    ) {
        id = listing.identity.id
        name = listing.identity.name
        (provider, about, place, known, feed) = Self.description(of: listing.kind, configuration)
        let health = status?.health ?? SourceHealth()
        var again: Timestamp?
        state = listing.isOff ? .off : SourcesModel.State(health.state)
        (reason, isHeldBack) = (nil, false)
        switch health.state {
        case .waiting, .live: break
        case .current:
            again = health.confirmed.flatMap { confirmed in listing.interval.map { confirmed.advanced(by: $0) } }
        case .refused(let text, let next):
            (reason, again) = (text, next)
            isHeldBack = health.isHeldBack
        case .failing(let text, let next): (reason, again) = (text, next)
        }
        ipv4 = status?.entries?.v4
        ipv6 = status?.entries?.v6
        alone = listing.isOff ? nil : overlap?.alone
        shared =
            listing.isOff
            ? []
            : (overlap?.shared ?? [:]).map { Other(id: $0.key, name: names[$0.key] ?? $0.key, entries: $0.value) }
                .sorted { ($1.entries, $0.name) < ($0.entries, $1.name) }
        confirmed = health.confirmed.map { Moment($0) }
        next = again.map { Moment($0) }
        interval = listing.interval.map { DurationText.text($0) }
        self.packets = packets
        warnings = health.warnings
        storage = health.storage
    }

    private static func description(
        of kind: SourceListing.Kind, _ configuration: GuardConfiguration
    ) -> (SourcesModel.Provider, about: String, place: String?, known: String?, feed: String?) {
        switch kind {
        case .sikker(let server):
            let least = configuration.blacklist.scoreMinimum
            return (
                .sikker, "What sensors and contributors saw attacking, from a confidence of \(least) on.", server, nil,
                nil
            )
        case .abuseIPDB:
            let least = configuration.abuseIPDB.confidenceMinimum
            return (
                .abuseipdb, "The most reported addresses of AbuseIPDB, from a confidence of \(least) on.",
                configuration.abuseIPDB.base, nil, nil
            )
        case .blocklistDE(let feed):
            return (.blocklistDE, feed.about, nil, nil, feed.rawValue)
        case .list(let url, let known):
            let about = known.map { $0.summary.asSentence }
            return (.network, about ?? "A list of your choice.", url, known?.id, nil)
        case .file(let path):
            return (.own, "Your own file, read again within a second of every change.", path, nil, nil)
        case .manual: return (.own, "What was blocked by hand, here or with 'sikker guard block'.", nil, nil, nil)
        }
    }
}

extension BlocklistDEFeed {
    /// A sentence.
    fileprivate var about: String {
        switch self {
        case .all: "All attackers of the last 48 hours that its users reported."
        case .ssh: "Attackers of SSH."
        case .mail: "Attackers of mail servers."
        case .apache: "Attackers of web servers: floods, scans for holes, break-ins."
        case .imap: "Attackers of IMAP, POP3 and their logins."
        case .ftp: "Attackers of FTP."
        case .sip: "Attackers of SIP and other telephony."
        case .bots: "Bots: spam in forms, relays that are sought, posts by script."
        case .strongips: "Addresses that have attacked for months, thousands of times."
        case .ircbot: "Bots on IRC."
        case .bruteforcelogin: "Guessers of logins of Joomla, WordPress and the like."
        }
    }
}
