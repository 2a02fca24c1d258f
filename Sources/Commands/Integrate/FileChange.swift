/// A file before and after.
struct FileChange: Equatable, Sendable {
    /// As the administrator knows it, without the root that it may be below.
    var path: String
    /// `nil`: there is none.
    var before: FileState?
    var after: FileState?
    /// Of no interest to people: what this program needs to know later.
    var isRecord = false

    enum Kind: String, Codable, Sendable {
        case create
        case change
        case remove
    }

    var kind: Kind { before == nil ? .create : after == nil ? .remove : .change }

    /// The most lines of a new file that are shown.
    private static let shownLines = 60

    /// What changes, as `diff -u` shows it.
    ///
    /// - Parameter secret: is not shown.
    func text(hiding secret: String?) -> String {
        let mode = after.map { "mode \(String($0.mode, radix: 8))" } ?? ""
        var text =
            switch kind {
            case .create: "create \(path) (\(mode))\n"
            case .change: "change \(path)" + (before?.mode == after?.mode ? "\n" : " (\(mode))\n")
            case .remove: "remove \(path)\n"
            }
        let lines = after?.lines.count ?? 0
        switch kind {
        case .create where lines > Self.shownLines: text += "  (\(lines) lines)\n"
        case .remove: break
        case .create, .change: text += UnifiedDiff.text(from: before?.lines.lines ?? [], to: after?.lines.lines ?? [])
        }
        if let secret { text = text.replacing(secret, with: "sk_…") }
        return text
    }
}
