package import Blocklists
import FoundationEssentials
package import ThreatModel

/// What somebody has allowed while the guard ran, for a time or for good.
package struct ManualAllow: Codable, Equatable, Sendable {
    /// As a ``WhitelistEntry`` is written.
    package var entry: String
    package var made: Timestamp
    /// `nil`: for good.
    package var until: Timestamp?
    package var comment: String?
}

/// Keeps what was allowed by hand, on disk too.
package actor ManualAllows {
    private let folder: StoredFolder?
    private var allows: [ManualAllow] = []
    private var file: StoredFile? { folder?.file("allowed.json") }

    static let most = 1000
    static let longestComment = 200
    private static let maximumBytes = 1 << 20

    /// - Parameter folder: `nil`: nothing is kept.
    package init(_ folder: StoredFolder?) { self.folder = folder }

    /// Reads what is on disk. What cannot be read counts for nothing, and is said.
    package func load() throws(BlocklistError) {
        guard let file, let bytes = try file.read(limit: Self.maximumBytes) else { return }
        guard let allows = try? JSONDecoder().decode([ManualAllow].self, from: Data(bytes)) else {
            throw .unusable(file: file.path, "it is not what this program wrote there")
        }
        self.allows = allows
    }

    package var entries: [WhitelistEntry] { allows.compactMap { WhitelistEntry($0.entry) } }

    package var all: [ManualAllow] { allows }

    /// In place of what was said about the same entry before.
    package func allow(_ allow: ManualAllow) throws(BlocklistError) { try self.allow([allow], isReplacing: false) }

    /// Allows many at once, all of them or none.
    ///
    /// - Parameters:
    ///   - wanted: when there are two for the same entry, the later one counts.
    ///   - isReplacing: nothing else is allowed by hand from now on.
    package func allow(_ wanted: [ManualAllow], isReplacing: Bool) throws(BlocklistError) {
        var latest: [String: ManualAllow] = [:]
        for allow in wanted { latest[allow.entry] = allow }
        let others = isReplacing ? [] : allows.filter { latest[$0.entry] == nil }
        guard others.count + latest.count <= Self.most else {
            throw .unusable(file: file?.path ?? "allowed.json", "\(Self.most) entries are the most there can be")
        }
        let made = Dictionary(allows.map { ($0.entry, $0.made) }, uniquingKeysWith: min)
        let added = latest.values.sorted { $0.entry < $1.entry }.map { allow in
            ManualAllow(
                entry: allow.entry, made: made[allow.entry] ?? allow.made, until: allow.until,
                comment: allow.comment.map { String($0.prefix(Self.longestComment)) })
        }
        try store(others + added)
    }

    /// - Returns: whether it was there.
    package func disallow(_ entry: String) throws(BlocklistError) -> Bool {
        let others = allows.filter { $0.entry != entry }
        guard others.count < allows.count else { return false }
        try store(others)
        return true
    }

    /// Lets go what is over.
    ///
    /// - Returns: whether anything was.
    package func expire(_ now: Timestamp) -> Bool {
        let left = allows.filter { $0.until.map { $0 > now } ?? true }
        guard left.count < allows.count else { return false }
        // A disk that refuses does not make it last longer; it is over again after the next start.
        allows = left
        try? store(left)
        return true
    }

    private func store(_ allows: [ManualAllow]) throws(BlocklistError) {
        if let folder, let file, let data = try? JSONEncoder().encode(allows) {
            try folder.make()
            try file.replace(with: [UInt8](data))
        }
        self.allows = allows
    }
}
