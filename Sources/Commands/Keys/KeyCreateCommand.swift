import ArgumentParser
import FoundationEssentials
import Store
import ThreatAPI
import ThreatModel

/// `sikker key create`
struct KeyCreateCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "create",
        abstract:
            "Makes a key for a client or an administrator, or a token for a sensor, and prints it. It is shown only once.",
        discussion: """
            EXAMPLES
              sikker key create --label web-1 --tier tier_4
              sikker key create --sensor --label lab > token
              sikker key create --administrator --label me --days 90
            """)

    @Option(help: ArgumentHelp("What it is for.", valueName: "text"))
    var label = ""

    @Option(help: "What it may use in a day, as 'sikker tier list' shows.")
    var tier = Tier.operatorID

    @Option(help: ArgumentHelp("The account that owns it (default: the server's first).", valueName: "name"))
    var account: String?

    @Option(help: ArgumentHelp("For how many days it works (default: for ever).", valueName: "days"))
    var days: Int?

    @Flag(help: "A token for a sensor instead of a key.")
    var sensor = false

    @Flag(help: "A key that opens the files that visitors left at sensors, and nothing else.")
    var administrator = false

    @Flag(help: "Print JSON.")
    var json = false

    @OptionGroup var administration: AdministrationOptions

    func validate() throws {
        if sensor, administrator { throw ValidationError("--sensor and --administrator exclude each other") }
        if let days, !(1...36_500).contains(days) { throw ValidationError("--days takes a number from 1 to 36500") }
    }

    mutating func run() async throws {
        let expiry = days.map { SystemClock().now.advanced(by: .seconds(Int64($0) * 86_400)) }
        let (created, accounts) = try await administration.withAdministration { administration in
            let created =
                if sensor {
                    try await administration.createSensorToken(forAccount: account, name: label, expiresAt: expiry)
                } else if administrator {
                    try await administration.createAdministratorKey(
                        forAccount: account, label: label, expiresAt: expiry)
                } else {
                    try await administration.createKey(
                        forAccount: account, tier: tier, label: label, expiresAt: expiry)
                }
            return (created, try await administration.accounts())
        }
        try KeyOutput.write(created, of: accounts, json: json)
    }
}
