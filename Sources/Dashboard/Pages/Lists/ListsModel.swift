import Blocklists
import Guard
import IPNetworks
import ThreatModel

/// What the user blocks and never blocks.
struct ListsModel: Encodable, Sendable {
    /// An entry made by hand.
    struct Entry: Encodable, Equatable, Sendable {
        var entry: String
        var since: String
        /// `nil`: for good.
        var until: String?
        var comment: String
        /// What of it is not blocked all the same, and why.
        var exceptions: [String] = []
    }

    /// One page of entries made by hand.
    struct Part: Encodable, Equatable, Sendable {
        var entries: [Entry]
        /// That match what is looked for.
        var count: Int
        /// The place of the first one of this page.
        var from: Int
        /// What `from` must be for the next page; `nil`: there is no more.
        var next: Int?
    }

    /// What is never blocked whatever anybody says, by reason.
    struct Always: Encodable, Equatable, Sendable {
        var reason: String
        /// The first few of them.
        var addresses: [String]
        var count: Int
    }

    /// What is looked for in both lists; empty: nothing.
    var find: String
    var allowed: Part
    var blocked: Part
    /// The first few of what the settings allow.
    var settings: [String]
    var settingsCount: Int
    var always: [Always]

    /// Entries of one page, and of the settings.
    static let length = 50
    /// Addresses that are told for one reason.
    static let mostAddresses = 8
}

extension ListsModel.Part {
    /// - Parameter from: the place of the first one that is wanted.
    init(_ entries: [ListsModel.Entry], finding text: String, from: Int) {
        let wanted = text.lowercased()
        let found =
            wanted.isEmpty
            ? entries
            : entries.filter { $0.entry.contains(wanted) || $0.comment.lowercased().contains(wanted) }
        let from = min(max(0, from), max(0, found.count - 1) / ListsModel.length * ListsModel.length)
        let shown = found.dropFirst(from).prefix(ListsModel.length)
        let next = from + shown.count
        self.init(
            entries: Array(shown), count: found.count, from: from, next: next < found.count ? next : nil)
    }
}

extension ListsModel.Always {
    /// What of an allowlist is not the user's own, and who is logged in.
    static func all(_ allowlist: Allowlist, sessions: Set<IPAddress>) -> [Self] {
        var found: [(reason: String, addresses: [String])] = []
        func note(_ reason: String, _ address: String) {
            if let place = found.firstIndex(where: { $0.reason == reason }) {
                if !found[place].addresses.contains(address) { found[place].addresses.append(address) }
            } else {
                found.append((reason, [address]))
            }
        }
        for address in sessions.sorted() { note("Logged in by SSH", "\(address)") }
        // What concerns this host says more than what concerns nobody, which stands first in the allowlist.
        let special = allowlist.ranges.prefix { if case .specialPurpose = $0.reason { true } else { false } }
        for allowed in allowlist.ranges.dropFirst(special.count) + special {
            if let reason = title(allowed.reason) { note(reason, "\(allowed.range)") }
        }
        return found.map { reason, addresses in
            Self(
                reason: reason, addresses: Array(addresses.prefix(ListsModel.mostAddresses)), count: addresses.count)
        }
    }

    private static func title(_ reason: AllowReason) -> String? {
        switch reason {
        case .ownAddress: "Addresses of this host"
        case .ownNetwork: "Networks of this host"
        case .gateway: "Gateways"
        case .resolver: "Name servers"
        case .server: "Servers that the guard asks"
        case .sshSession: "Logged in by SSH"
        case .specialPurpose: "Private and special-purpose networks"
        case .whitelist, .whitelistHost, .country: nil
        }
    }
}
