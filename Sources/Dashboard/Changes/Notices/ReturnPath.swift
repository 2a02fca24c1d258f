import WebPages

/// The page that a form leads back to, and what tells there what was done.
enum ReturnPath {
    /// The parameter of the query that names a notice.
    static let parameter = "done"

    /// A page without its notice, which is of no use to the next change.
    static func plain(_ target: String) -> LinkTarget {
        let parts = target.prefix { $0 != "#" }.split(separator: "?", maxSplits: 1, omittingEmptySubsequences: false)
        let (path, query) = (parts.first ?? "", parts.count > 1 ? parts[1] : "")
        let left = query.split(separator: "&").filter { !$0.hasPrefix(parameter + "=") }.joined(separator: "&")
        return LinkTarget(own: left.isEmpty ? String(path) : "\(path)?\(left)") ?? .path("")
    }

    /// A page as a form names it, with a notice; the first page when it names none of ours.
    static func path(_ back: String?, telling id: String) -> String {
        let target = plain(back ?? "/").text
        return target + (target.contains("?") ? "&" : "?") + "\(parameter)=\(id)"
    }
}
