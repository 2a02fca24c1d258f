/// How settings stand in a file, one after the other: sections within sections.
struct SettingLines {
    /// Before each line: `#` for what is only shown.
    let mark: String
    /// Where the last one stood.
    private var section: [String] = []

    init(mark: String = "") { self.mark = mark }

    /// The sections that begin with a setting. One that goes on within another is not begun twice, so whatever is of one
    /// section has to come in a row.
    mutating func heads(of name: String) -> [String] {
        let own = Self.parts(name).dropLast()
        let common = zip(own, section).prefix { $0 == $1 }.count
        section = Array(own)
        return own.enumerated().dropFirst(common).map { depth, part in indent(depth) + part + ":" }
    }

    /// A setting's own name and value; of named parts there are none here.
    func value(_ node: SettingNode, of name: String) -> [String] {
        let parts = Self.parts(name)
        let indent = indent(parts.count - 1)
        let name = parts[parts.count - 1]
        switch node.content {
        case .empty: return ["\(indent)\(name):"]
        case .text(let text): return ["\(indent)\(name): \(YAMLText.quoted(text))"]
        case .list(let nodes): return ["\(indent)\(name):"] + nodes.flatMap { element($0, indent) }
        case .map: return []
        }
    }

    private func element(_ node: SettingNode, _ indent: String) -> [String] {
        guard case .map(let entries) = node.content else { return ["\(indent)  - \(YAMLText.quoted(node.summary))"] }
        return entries.enumerated().map { index, entry in
            "\(indent)  \(index == 0 ? "- " : "  ")\(entry.name): \(YAMLText.quoted(entry.value.summary))"
        }
    }

    private func indent(_ depth: Int) -> String { mark + String(repeating: "  ", count: depth) }

    private static func parts(_ name: String) -> [String] { name.split(separator: ".").map(String.init) }
}
