package import Blocklists
import ThreatModel

extension ListedEntry {
    /// Such as "listed by Spamhaus since 2026-11-20: line 7 of https://…: 45.40.0.0/16 ; SBL1".
    package var text: String {
        let since = since.map { " since \($0.rfc3339.prefix(10))" } ?? ""
        let places = lines.isEmpty ? "" : ": " + lines.map(\.description).joined(separator: "; ")
        return "listed by \(source.name)\(since)\(places)"
    }
}

extension ListedLine {
    fileprivate var description: String {
        let number = number.map { "line \($0) of " } ?? ""
        switch place {
        case .file(let path): return "\(number)\(path): \(text)"
        case .web(let url): return "\(number)\(url): \(text)"
        case .manual:
            let since = since.map { "blocked by hand at \($0.rfc3339)" } ?? "blocked by hand"
            return since + (until.map { " until \($0.rfc3339)" } ?? "") + (text.isEmpty ? "" : ": \(text)")
        }
    }
}
