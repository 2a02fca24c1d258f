import Crypto
import WebPages

/// What the guard's pages ask for beside themselves. The name of what changes from version to version holds what is in it, so
/// that a browser never has to ask twice.
enum DashboardFiles {
    /// The style of all pages, and what only these have.
    static let stylesheet = file(
        "guard", .style, ".css",
        [String(decoding: StaticFile.stylesheet.bytes, as: UTF8.self)] + texts(in: "style/").map(withoutIndentation))
    static let script = file("guard", .script, ".js", texts(in: "script/").map { withoutIndentation(withoutNotes($0)) })

    static let all = [stylesheet, script, StaticFile.icon]

    private static func texts(in folder: String) -> [String] {
        EmbeddedResources.files.filter { $0.name.hasPrefix(folder) }.map(\.text.description)
    }

    private static func file(
        _ name: String, _ kind: StaticFile.Kind, _ ending: String, _ texts: [String]
    ) -> StaticFile {
        var hash = SHA256()
        for text in texts { hash.update(data: Array(text.utf8)) }
        return StaticFile("\(name)-\(hash.finalize().hex(bytes: 6))\(ending)", kind, texts)
    }

    /// Without the lines that are only for us.
    private static func withoutNotes(_ text: String) -> String {
        lines(text).filter { !$0.drop { $0 == " " }.hasPrefix("//") }.joined(separator: "\n")
    }

    /// No text of ours goes over several lines.
    private static func withoutIndentation(_ text: String) -> String {
        lines(text).map { $0.drop { $0 == " " } }.filter { !$0.isEmpty }.joined(separator: "\n") + "\n"
    }

    private static func lines(_ text: String) -> [Substring] { text.split(separator: "\n") }
}

extension Digest {
    /// The first ones, two digits each.
    func hex(bytes count: Int) -> String {
        prefix(count).map { ($0 < 16 ? "0" : "") + String($0, radix: 16) }.joined()
    }
}
