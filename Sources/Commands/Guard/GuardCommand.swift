import ArgumentParser
import Guard

/// `sikker guard`
struct GuardCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "guard",
        abstract: "Drops listed addresses in the kernel of this machine.",
        subcommands: [GuardRunCommand.self, GuardFlushCommand.self],
        defaultSubcommand: GuardRunCommand.self)
}

/// `sikker guard run`, which is what `sikker guard` does.
struct GuardRunCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "run",
        abstract: "Merges the lists of its sources and keeps the kernel in step with them.",
        discussion: """
            Needs root, or CAP_NET_ADMIN. It protects from the first moment with what was in force last.
            It never blocks this machine's own networks, its gateways, or who is logged in by SSH.
            When it stops, its rules are gone, unless --keep.

            Every setting can also come from the environment; an option wins.
            \(GuardSetting.helpText)

            EXAMPLES
              SIKKER_API_KEY=sk_… sikker guard
              sikker guard --custom-blacklist /etc/sikker/block.txt --dry-run
              sikker guard --key-file /etc/sikker/key --whitelist office.example --score-min 80
            """)

    @Option(help: ArgumentHelp("The server.", valueName: "url"))
    var server: String?

    @Option(help: ArgumentHelp("A file that holds the key.", valueName: "file"), completion: .file())
    var keyFile: String?

    @Option(help: ArgumentHelp("The least confidence of a blocked address.", valueName: "1-100"))
    var scoreMin: String?

    @Option(
        help: ArgumentHelp("A file of addresses to block; may be repeated.", valueName: "file"), completion: .file())
    var customBlacklist: [String] = []

    @Option(
        help: ArgumentHelp("What is never blocked: an address, network or host; may be repeated.", valueName: "entry"))
    var whitelist: [String] = []

    @Option(
        help: ArgumentHelp("Where lists and generations are kept.", valueName: "folder"), completion: .directory)
    var data: String?

    @Option(
        help: "How packets are dropped: \(BackendChoice.allCases.map(\.rawValue).joined(separator: ", ")).",
        completion: .list(BackendChoice.allCases.map(\.rawValue)))
    var backend: String?

    @Flag(help: "Say what would be done, and do nothing.")
    var dryRun = false

    @Flag(help: "Log and count packets of listed addresses, and let them through.")
    var logOnly = false

    @Flag(help: "Leave the rules in place when the guard stops.")
    var keep = false

    @OptionGroup var logging: LoggingOptions

    mutating func run() async throws {
        let configuration = try await CommandFailure.translating {
            try GuardConfiguration(environment: try environment())
        }
        let run = ServiceRun(log: logging.output)
        try await run([
            GuardService(
                configuration, connections: run.connections, version: Version.number, logger: run.log.logger("guard"),
                metrics: run.metrics, health: run.health,
                surroundings: GuardSurroundings(session: SSHSession(Environment.text("SSH_CONNECTION"))))
        ])
    }

    /// The environment with the options written over it: one place decides what a setting may be.
    private func environment() throws -> [String: String] {
        var environment = Environment.all
        func set(_ setting: GuardSetting, _ value: String?) {
            if let value { environment[setting.rawValue] = value }
        }
        set(.server, server)
        if let keyFile { set(.key, try SecretFile.read(keyFile)) }
        set(.scoreMinimum, scoreMin)
        if !customBlacklist.isEmpty {
            set(.customBlacklist, customBlacklist.map(AbsolutePath.of).joined(separator: ","))
        }
        if !whitelist.isEmpty { set(.whitelist, whitelist.joined(separator: ",")) }
        set(.dataFolder, data.map(AbsolutePath.of))
        set(.backend, backend)
        if dryRun { set(.dryRun, "true") }
        if logOnly { set(.logOnly, "true") }
        if keep { set(.keep, "true") }
        return environment
    }
}

extension GuardSetting {
    /// All settings, a line or two each.
    fileprivate static var helpText: String {
        let rows = allCases.map { setting in
            [setting.rawValue, setting.meaning + (setting.defaultText.map { " (\($0))" } ?? "")]
        }
        let width = (rows.map { $0[0].count }.max() ?? 0) + 2
        return rows.map { row in
            "  " + row[0] + String(repeating: " ", count: width - row[0].count) + row[1]
        }.joined(separator: "\n")
    }
}
