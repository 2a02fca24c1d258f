import ArgumentParser
import ThreatAPI

/// `sikker alert webhook`
struct AlertWebhookCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "webhook",
        abstract: "Sets the URL that an account's digests are sent to, and prints the secret they are signed with.",
        discussion: """
            Each delivery is a POST with X-Sikker-Signature: t=SECONDS,v1=HEX, where HEX is the
            HMAC-SHA256 of "SECONDS.BODY" with the secret, and X-Sikker-Delivery, an id that stays the
            same when a delivery is tried again. Setting it again makes a new secret.

            EXAMPLES
              sikker alert webhook https://hooks.example.com/sikker --account web-team
              sikker alert webhook --remove --account web-team
            """)

    @Argument(help: "Where to; https unless the server is set to allow private webhooks.")
    var url: String?

    @Flag(help: "Send nothing any more.")
    var remove = false

    @Option(help: ArgumentHelp("The account (default: the server's first).", valueName: "name"))
    var account: String?

    @OptionGroup var administration: AdministrationOptions

    func validate() throws {
        if (url == nil) != remove { throw ValidationError("give a URL, or --remove") }
    }

    mutating func run() async throws {
        guard let url else {
            try await administration.withAdministration { try await $0.removeWebhook(ofAccount: account) }
            return Terminal.standardError.write("Nothing is sent any more.\n")
        }
        let secret = try await administration.withAdministration { try await $0.setWebhook(url, ofAccount: account) }
        Terminal.standardOutput.write(secret.text + "\n")
        Terminal.standardError.write("This is the only time the secret is shown.\n")
    }
}
