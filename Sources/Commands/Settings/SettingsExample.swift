/// A settings file that says everything there is to say and changes nothing: every line is a comment.
enum SettingsExample {
    /// Words follow `# `; what can be switched on follows `#` right away, or further in.
    static var text: String {
        var lines = [
            "# Settings of 'sikker server' and 'sikker up'.",
            "#",
            "# \(SettingsPlace.usualPath) is read if it is there; --config or \(SettingsPlace.variable) name another file.",
            "# An option of the command line wins over a variable, a variable over this file.",
            "# What stands here is what holds anyway: take the # away and change it.",
        ]
        var section = ""
        for setting in ServerSettings.catalogue {
            let parts = setting.name.split(separator: ".").map(String.init)
            let own = parts.dropLast().joined(separator: ".")
            lines.append("")
            if own != section {
                section = own
                for (depth, part) in parts.dropLast().enumerated() {
                    lines.append("#" + String(repeating: "  ", count: depth) + part + ":")
                }
            }
            lines += words(about: setting)
            lines += value(of: setting, named: parts[parts.count - 1], depth: parts.count - 1)
        }
        return lines.joined(separator: "\n") + "\n"
    }

    private static func words(about setting: Setting) -> [String] {
        var elsewhere = [setting.flag.map { "--\($0)" }, setting.variable].compactMap { $0 }
        if setting.isReloaded { elsewhere.append("counts while the server runs") }
        var lines = ["# \(setting.summary.prefix(1).uppercased())\(setting.summary.dropFirst())."]
        if setting.shape == .table {
            let width = TierField.allCases.map(\.rawValue.count).max() ?? 0
            lines += TierField.allCases.map { field in
                let name = field.rawValue.padding(to: width)
                return "# \(name) \(field.meaning); \(field.accepted)"
            }
        } else {
            lines.append("# Takes \(setting.accepted).")
        }
        if !elsewhere.isEmpty { lines.append("# (\(elsewhere.joined(separator: ", ")))") }
        return lines
    }

    private static func value(of setting: Setting, named name: String, depth: Int) -> [String] {
        let indent = "#" + String(repeating: "  ", count: depth)
        let node =
            setting.example.map { setting.shape == .several ? SettingNode.list([$0]) : .text($0) }
            ?? setting.value(ServerSettings()) ?? SettingNode(content: .empty)
        switch node.content {
        case .empty: return ["\(indent)\(name):"]
        case .text(let text): return ["\(indent)\(name): \(quoted(text))"]
        case .list(let nodes):
            return ["\(indent)\(name):"]
                + nodes.flatMap { node -> [String] in
                    guard case .map(let entries) = node.content else {
                        return ["\(indent)  - \(quoted(node.summary))"]
                    }
                    return entries.enumerated().map { index, entry in
                        "\(indent)  \(index == 0 ? "- " : "  ")\(entry.name): \(quoted(entry.value.summary))"
                    }
                }
        case .map: return []
        }
    }

    /// A text as YAML reads it back: bare where that is sure to be the same.
    static func quoted(_ text: String) -> String {
        let isBare = text.utf8.allSatisfy {
            (0x30...0x39).contains($0) || (0x41...0x5a).contains($0) || (0x61...0x7a).contains($0)
                || "/._:@ -".utf8.contains($0)
        }
        let isPlain =
            isBare && text.first.map { $0.isLetter || $0.isNumber || $0 == "/" } == true
            && text.last.map { $0 != ":" && $0 != " " } == true && !text.contains(": ") && text != "null"
        guard !isPlain else { return text }
        let escaped = text.replacing("\\", with: "\\\\").replacing("\"", with: "\\\"")
        return "\"\(escaped)\""
    }
}

extension String {
    fileprivate func padding(to width: Int) -> String { self + String(repeating: " ", count: max(0, width - count)) }
}
