/// A settings file that says everything there is to say and changes nothing: every line is a comment.
package enum SettingsExample<Root: SettingsRoot> {
    /// Words follow `# `; what can be switched on follows `#` right away, or further in.
    package static func text(usualPath: String) -> String {
        let scope = Root.scope
        var lines = [
            "# Settings of \(scope.commands).",
            "#",
            "# \(usualPath) is read if it is there; --config or \(scope.variable) name another file.",
            "# An option of the command line wins over a variable, a variable over this file.",
            "# What stands here is what holds anyway: take the # away and change it.",
        ]
        var shown = SettingLines(mark: "#")
        for setting in Root.catalogue {
            lines.append("")
            lines += shown.heads(of: setting.name) + words(about: setting)
            lines += shown.value(value(of: setting), of: setting.name)
        }
        return lines.joined(separator: "\n") + "\n"
    }

    private static func words(about setting: Setting<Root>) -> [String] {
        var elsewhere = [setting.flag.map { "--\($0)" }, setting.variable].compactMap { $0 }
        if let name = setting.fileName, let variable = setting.fileVariable {
            elsewhere += [variable, "'\(name)' names a file"]
        }
        if setting.isReloaded { elsewhere.append("a change counts while it runs") }
        var lines = ["# \(setting.summary.prefix(1).uppercased())\(setting.summary.dropFirst())."]
        if setting.shape == .table {
            let width = setting.fields.map(\.name.count).max() ?? 0
            lines += setting.fields.map { "# \($0.name.padding(to: width)) \($0.meaning)" }
        } else {
            lines.append("# Takes \(setting.accepted).")
        }
        if !elsewhere.isEmpty { lines.append("# (\(elsewhere.joined(separator: ", ")))") }
        return lines
    }

    private static func value(of setting: Setting<Root>) -> SettingNode {
        setting.example.map { setting.shape == .several ? SettingNode.list([$0]) : .text($0) }
            ?? setting.value(Root()) ?? SettingNode(content: .empty)
    }
}

extension String {
    fileprivate func padding(to width: Int) -> String { self + String(repeating: " ", count: max(0, width - count)) }
}
