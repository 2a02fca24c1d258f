import ArgumentParser
import Guard
import Logging
import Observability
import Settings

/// `sikker guard restore`
struct GuardRestoreCommand: AsyncParsableCommand, ConfinedCommand {
    static let configuration = CommandConfiguration(
        commandName: "restore",
        abstract: "Puts in force what was in force last, and ends: for the time before the network is up.",
        discussion: """
            Asks nobody, neither sources nor name servers. The guard that starts later goes on from there. A
            setting that cannot be used is named and left at its default: protection comes first.

            EXAMPLES
              sikker guard restore
              sikker guard restore --data /var/lib/sikkerguard
            """)

    @OptionGroup var options: SettingOptions<GuardConfiguration>

    func giveUpPrivileges() throws(GuardError) { try GuardPrivileges.confine { options.guarding() } }

    mutating func run() async throws {
        let effective = options.guarding()
        let logger = LogOutput().logger("guard")
        for fault in effective.faults { logger.warning("\(fault)") }
        let outcome = try await CommandFailure.translating {
            try await GuardBoot.restore(effective.settings, logger: logger)
        }
        guard let outcome else {
            Terminal.standardOutput.write("There is nothing to restore: no guard has kept anything here.\n")
            return
        }
        Terminal.standardOutput.write("Generation \(outcome.generation) is in force.\n")
    }
}
