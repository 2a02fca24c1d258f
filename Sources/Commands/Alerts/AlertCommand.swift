import ArgumentParser

/// `sikker alert`
struct AlertCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "alert",
        abstract: "Shows what accounts want to be told of, and sets where they are told.",
        discussion: """
            Works on the server's data folder, whether or not the server runs. The alerts themselves are
            made with a key: POST /v1/key/ip-alerts, range-alerts, username-alerts, email-alerts.

            EXAMPLES
              sikker alert list --account web-team
              sikker alert webhook https://hooks.example.com/sikker --account web-team
              sikker alert email ops@example.com --account web-team
            """,
        subcommands: [AlertListCommand.self, AlertWebhookCommand.self, AlertEmailCommand.self])
}
