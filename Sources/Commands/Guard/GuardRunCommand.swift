import ArgumentParser
import Guard
import Observability
import Settings

/// `sikker guard run`, which is what `sikker guard` does.
struct GuardRunCommand: AsyncParsableCommand, ConfinedCommand {
    static let configuration = CommandConfiguration(
        commandName: "run",
        abstract: "Merges the lists of its sources and keeps the kernel in step with them.",
        discussion: """
            Needs root, or CAP_NET_ADMIN. It protects from the first moment with what was in force last.
            It never blocks this machine's own networks, its gateways, or who is logged in by SSH.
            When it stops, its rules are gone, unless --keep.

            Every option can stand in a settings file or in a variable too: see 'sikker guard config
            example'. On SIGHUP, and when the file changes, it is read again.

            EXAMPLES
              SIKKER_API_KEY=sk_… sikker guard
              sikker guard --custom-blacklist /etc/sikker/block.txt --dry-run
              sikker guard --key-file /etc/sikker/key --whitelist office.example --score-min 80
              sikker guard --config /etc/sikkerguard/config.yaml
            """)

    @OptionGroup var options: SettingOptions<GuardConfiguration>

    func giveUpPrivileges() throws(GuardError) { try GuardPrivileges.confine { options.guarding() } }

    mutating func run() async throws {
        FreedMemory.goesBackAtOnce()
        let options = options
        let configuration = try options.guarding().usable()
        var log = LogOutput(level: LogOutput.Level(configuration.log.level), isJSON: configuration.log.isJSON)
        let threshold = LogThreshold(log.level.level)
        log.threshold = threshold
        let run = ServiceRun(log: log)
        let reloading = GuardReloading(
            current: configuration, place: options.place, logger: run.log.logger("guard"),
            read: { options.guarding() }, logLevel: { threshold.level = LogOutput.Level($0).level })
        let notifier = ServiceNotifier(environment: Environment.all)
        try await run([
            GuardRole(configuration, in: run, reloading: reloading, notifier: notifier),
            SettingsReload(reloader: reloading.reloader, notifier: notifier),
        ])
    }
}

extension SettingOptions where Root == GuardConfiguration {
    /// Everything that is said about a guard.
    func guarding() -> EffectiveSettings<GuardConfiguration> { GuardConfiguration.reading(place, sources) }
}

extension LogOutput.Level {
    init(_ level: GuardLogOptions.Level) {
        self =
            switch level {
            case .debug: .debug
            case .info: .info
            case .warning: .warning
            case .error: .error
            }
    }
}
