import ArgumentParser
import Store
import ThreatAPI
import ThreatModel

/// `sikker alert list`
struct AlertListCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "list",
        abstract: "Lists the alerts of an account, what matched them, and where it is told.",
        discussion: """
            EXAMPLES
              sikker alert list
              sikker alert list --account web-team --json
            """)

    @Option(help: ArgumentHelp("The account (default: the server's first).", valueName: "name"))
    var account: String?

    @Flag(help: "Print JSON.")
    var json = false

    @OptionGroup var administration: AdministrationOptions

    mutating func run() async throws {
        let found = try await administration.withAdministration { try await $0.alerts(ofAccount: account) }
        let shown = Shown(found.account, found.alerts, found.webhook)
        if json { return try JSONOutput.write(shown) }
        Terminal.standardError.write(
            "Account \(shown.account): webhook \(shown.webhook ?? "none"), mail \(shown.email ?? "none").\n")
        if let error = shown.webhookError { Terminal.standardError.write("The webhook failed last: \(error).\n") }
        guard !shown.alerts.isEmpty else { return }
        let table = Table(
            header: ["id", "kind", "subject", "matches", "told", "state", "label"], rows: shown.alerts.map(\.cells))
        Terminal.standardOutput.write(table.text)
    }

    private struct Shown: Encodable {
        let account: String
        let email: String?
        let webhook: String?
        let webhookError: String?
        let alerts: [Row]

        init(_ account: StoredAccount, _ alerts: [StoredAlert], _ webhook: StoredWebhook?) {
            self.account = account.name
            email = account.email
            self.webhook = webhook?.url
            webhookError = webhook?.lastError
            self.alerts = alerts.map { Row($0) }
        }
    }

    private struct Row: Encodable {
        let id: Int64
        let kind: String
        let subject: String
        let label: String?
        let enabled: Bool
        let matches: Int
        let lastMatched: String?
        let lastAlerted: String?

        /// For people.
        var cells: [String] {
            let told = lastAlerted.map { String($0.prefix(16)) } ?? "never"
            return ["\(id)", kind, subject, "\(matches)", told, enabled ? "enabled" : "disabled", label ?? ""]
        }

        init(_ alert: StoredAlert) {
            id = alert.id
            kind = alert.kind.name
            subject = alert.subject
            label = alert.label
            enabled = alert.isEnabled
            matches = alert.matchCount
            lastMatched = alert.lastMatchedAt?.rfc3339
            lastAlerted = alert.lastAlertedAt?.rfc3339
        }
    }
}
