/// Whose settings they are, in words, and where they are looked for.
package struct SettingsScope: Sendable {
    /// The commands that take them: `'sikker server' and 'sikker up'`.
    package let commands: String
    /// The command that checks a file.
    package let check: String
    /// The variable that names the file.
    package let variable: String
    /// Where the file is looked for when nobody names one.
    package let usualPath: @Sendable (_ environment: [String: String]) -> String

    package init(
        commands: String, check: String, variable: String,
        usualPath: @escaping @Sendable (_ environment: [String: String]) -> String
    ) {
        self.commands = commands
        self.check = check
        self.variable = variable
        self.usualPath = usualPath
    }
}
