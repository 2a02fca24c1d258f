import Blocklists
import Guard
import IPNetworks
import ThreatModel

/// A list made by hand as a text: an entry a line, and behind a `#` when it ends and what was said about it:
///
///     45.10.1.0/24 # until 2026-11-22T15:00:00.000Z: scanner
///
/// Everything that reads lists of addresses reads it; what stands behind the `#` means something only here.
struct HandList: Equatable, Sendable {
    enum Kind: String, CaseIterable, Sendable {
        case allow, block

        /// What its entries are, in a sentence.
        var title: String {
            switch self {
            case .allow: "allowed by hand"
            case .block: "blocked by hand"
            }
        }
    }

    struct Allowed: Equatable, Sendable {
        var entry: WhitelistEntry
        var until: Timestamp?
        var comment: String
    }

    enum Content: Equatable, Sendable {
        case allow([Allowed])
        case block([ManualBlock])
    }

    let content: Content

    /// Bytes of a text.
    static let mostBytes = 1 << 20
    /// Entries that are shown of many, and lines that cannot be used.
    static let mostShown = 5
    /// Characters of such a line that are shown.
    private static let longestShown = 40

    var kind: Kind {
        switch content {
        case .allow: .allow
        case .block: .block
        }
    }

    var count: Int {
        switch content {
        case .allow(let allows): allows.count
        case .block(let blocks): blocks.count
        }
    }

    /// What somebody has made by hand and is in force.
    init(_ kind: Kind, of desk: ControlDesk) async {
        content =
            switch kind {
            case .allow:
                .allow(
                    await desk.manualAllows().compactMap { allow in
                        WhitelistEntry(allow.entry).map {
                            Allowed(entry: $0, until: allow.until, comment: allow.comment ?? "")
                        }
                    })
            case .block: .block(await desk.manualBlocks())
            }
    }

    init(blocks: [ManualBlock]) { content = .block(blocks) }

    private init(_ content: Content) { self.content = content }

    func inForce(at now: Timestamp) -> HandList {
        switch content {
        case .allow(let allows): HandList(.allow(allows.filter { $0.until.map { $0 > now } ?? true }))
        case .block(let blocks): HandList(.block(blocks.filter { !$0.isOver(at: now) }))
        }
    }

    // MARK: - As a text

    /// - Throws: when a line cannot be used; says which, and that nothing was taken.
    init(_ kind: Kind, parsing text: String) throws(DashboardProblem) {
        guard text.utf8.count <= Self.mostBytes else {
            throw DashboardProblem(.tooLarge, "the list may have at most \(Self.mostBytes >> 20) MB")
        }
        var (allows, blocks): ([Allowed], [ManualBlock]) = ([], [])
        var wrong: [(number: Int, text: Substring)] = []
        for (index, line) in text.split(separator: "\n", omittingEmptySubsequences: false).enumerated() {
            let parts = line.split(maxSplits: 1, omittingEmptySubsequences: false) { $0 == "#" || $0 == ";" }
            let entry = Self.trimmed(parts.first ?? "")
            guard !entry.isEmpty else { continue }
            let (until, comment) = Self.remark(parts.count > 1 ? Self.trimmed(parts[1]) : "")
            switch kind {
            case .allow:
                if let entry = WhitelistEntry(String(entry)) {
                    allows.append(Allowed(entry: entry, until: until, comment: comment))
                } else {
                    wrong.append((index + 1, entry))
                }
            case .block:
                if let range = IPRange(String(entry)) {
                    blocks.append(
                        ManualBlock(range: range, since: Timestamp(milliseconds: 0), until: until, comment: comment))
                } else {
                    wrong.append((index + 1, entry))
                }
            }
        }
        guard wrong.isEmpty else { throw Self.refusal(wrong, kind) }
        content =
            switch kind {
            case .allow: .allow(allows)
            case .block: .block(blocks)
            }
    }

    private static func refusal(_ wrong: [(number: Int, text: Substring)], _ kind: Kind) -> DashboardProblem {
        let shown = wrong.prefix(mostShown).map { "line \($0.number) ('\($0.text.prefix(longestShown))')" }
        let more = wrong.count > mostShown ? " and \(wrong.count - mostShown) more" : ""
        let right =
            switch kind {
            case .allow: "an address, network, range, host name or country:XX"
            case .block: "an address, network or range"
            }
        return DashboardProblem(
            .wrong,
            "nothing was taken, because \(shown.joined(separator: ", "))\(more) \(wrong.count == 1 ? "is" : "are") not \(right)"
        )
    }

    /// When it ends, and the rest.
    private static func remark(_ text: Substring) -> (until: Timestamp?, comment: String) {
        guard text.hasPrefix("until ") else { return (nil, String(text)) }
        let moment = text.dropFirst(6).prefix { !$0.isWhitespace }
        let written = moment.hasSuffix(":") ? moment.dropLast() : moment
        guard let until = Timestamp(written: String(written)) else { return (nil, String(text)) }
        return (until, String(trimmed(text.dropFirst(6 + moment.count))))
    }

    private static func trimmed(_ text: Substring) -> Substring {
        let start = text.drop(while: \.isWhitespace)
        guard let last = start.lastIndex(where: { !$0.isWhitespace }) else { return "" }
        return start[...last]
    }

    var text: String {
        switch content {
        case .allow(let allows):
            allows.map { Self.line("\($0.entry)", $0.until, $0.comment) }.joined()
        case .block(let blocks):
            blocks.map { Self.line("\($0.range)", $0.until, $0.comment) }.joined()
        }
    }

    /// How many there are, and the first few of them.
    var summary: String {
        let entries =
            switch content {
            case .allow(let allows): allows.map { "\($0.entry)" }
            case .block(let blocks): blocks.map { "\($0.range)" }
            }
        guard !entries.isEmpty else { return "nothing \(kind.title)" }
        let more = entries.count > Self.mostShown ? " and \(entries.count - Self.mostShown) more" : ""
        return "\(kind.title): \(entries.sorted().prefix(Self.mostShown).joined(separator: ", "))\(more)"
    }

    private static func line(_ entry: String, _ until: Timestamp?, _ comment: String) -> String {
        // A comment of several lines would make entries of its own.
        let comment = String(comment.map { $0.isNewline ? " " : $0 })
        let end = until.map { "until \($0.rfc3339)" + (comment.isEmpty ? "" : ": ") } ?? ""
        return end.isEmpty && comment.isEmpty ? "\(entry)\n" : "\(entry) # \(end)\(comment)\n"
    }
}
