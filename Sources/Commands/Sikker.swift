import ArgumentParser

/// The root of the command line: one file per sub-command in the folders beside this one.
struct Sikker: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "sikker",
        abstract: "Honeypots, a threat API and a firewall guard: an attack seen anywhere is dropped everywhere.",
        discussion: """
            EXAMPLES
              sikker up                             all of it on this machine
              sikker server --data /var/lib/sikker  the threat API
              sikker key create --label web-1       a key for a client of the API
              sikker check 45.10.1.2                what is known about an address

            EXIT STATUS
            \(ExitStatus.allCases.map { "  \($0.rawValue)  \($0.meaning)" }.joined(separator: "\n"))
            """,
        version: Version.text,
        subcommands: [
            UpCommand.self, ServerCommand.self, SensorCommand.self, GuardCommand.self, CheckCommand.self,
            ExplainCommand.self, ReportCommand.self, WithdrawCommand.self, AppealsCommand.self, AccountCommand.self,
            KeyCommand.self, TierCommand.self, AlertCommand.self, ConfigCommand.self, BlocklistCommand.self,
            GeoCommand.self, RulesCommand.self, IntegrateCommand.self,
        ]
    )
}
