import ArgumentParser
import Guard
import Settings

/// `sikker guard config`
struct GuardConfigCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "config",
        abstract: "Shows the guard's settings and where each comes from, checks a file, changes what can change.",
        discussion: """
            An option of the command line wins over a variable, a variable over the file, the file
            over what was changed while the guard ran, that over the default.

            EXAMPLES
              sikker guard config show
              sikker guard config check config.yaml
              sikker guard config example > /etc/sikkerguard/config.yaml
              sikker guard config set score_minimum 75
            """,
        subcommands: [
            GuardConfigShowCommand.self, GuardConfigCheckCommand.self, GuardConfigExampleCommand.self,
            GuardConfigSetCommand.self,
        ], defaultSubcommand: GuardConfigShowCommand.self)
}

/// `sikker guard config show`
struct GuardConfigShowCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "show",
        abstract: "Prints every setting of the guard with its value and where that comes from.",
        discussion: """
            Takes the options of 'sikker guard', to show what they would change. Secrets are not shown.
            Ends with status 6 when something is wrong, after all the rest.

            EXAMPLES
              sikker guard config show
              sikker guard config show --json
              SIKKER_SCORE_MIN=75 sikker guard config show --ipv6
            """)

    @Flag(help: "Print JSON.")
    var json = false

    @OptionGroup var options: SettingOptions<GuardConfiguration>

    mutating func run() async throws { try SettingRow.write(options.guarding(), asJSON: json) }
}

/// `sikker guard config check`
struct GuardConfigCheckCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "check",
        abstract: "Says whether a settings file can be used, and everything that is wrong with it if not.",
        discussion: """
            Without a file, all that the guard would be started with: variables, credentials, the file.
            Ends with status 1 when there is a fault.

            EXAMPLES
              sikker guard config check config.yaml
              sikker guard config check && systemctl reload sikkerguard
            """)

    @Argument(help: "The file (default: the one that the guard would read).", completion: .file())
    var path: String?

    mutating func run() async throws {
        let place = SettingsPlace<GuardConfiguration>(option: path)
        let effective =
            path == nil
            ? GuardConfiguration.reading(place, SettingSources(environment: Environment.all))
            : EffectiveSettings.reading(.named(place.path), SettingSources())
        // A file may leave the key to a variable or a credential.
        let faults = path == nil ? effective.faults : effective.faults.filter { $0.origin != .default }
        try SettingFaults.report(faults, in: place.path)
        let count = effective.origins.count
        Terminal.standardOutput.write(
            "\(place.path) is good: \(count) of \(GuardConfiguration.catalogue.count) are set.\n")
    }
}

/// `sikker guard config example`
struct GuardConfigExampleCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "example",
        abstract: "Prints a settings file with every setting, what it means and its default, all commented out.",
        discussion: """
            EXAMPLES
              sikker guard config example > /etc/sikkerguard/config.yaml
            """)

    func run() throws {
        let usual = SettingsPlace<GuardConfiguration>.usualPath
        Terminal.standardOutput.write(SettingsExample<GuardConfiguration>.text(usualPath: usual))
    }
}

/// `sikker guard config set`
struct GuardConfigSetCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "set",
        abstract: "Changes a setting of a running guard and keeps the change; without a value takes it back.",
        discussion: """
            Works for settings that nothing stronger sets: no option, variable or file.

            EXAMPLES
              sikker guard config set score_minimum 75
              sikker guard config set whitelist '198.51.100.0/24, office.example'
              sikker guard config set score_minimum
            """)

    @Argument(help: "The setting, such as score_minimum.")
    var name: String

    @Argument(help: "Its value, as it would stand in a variable.")
    var value: String?

    @OptionGroup var control: GuardControlOptions

    mutating func run() async throws { try await control.order(.set(name: name, value: value)) }
}
