import ArgumentParser

/// `sikker guard`
struct GuardCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "guard",
        abstract: "Drops listed addresses in the kernel of this machine.",
        subcommands: [
            GuardRunCommand.self, GuardStatusCommand.self, GuardWhyCommand.self, GuardBlockCommand.self,
            GuardUnblockCommand.self, GuardAllowCommand.self, GuardDisallowCommand.self,
            GuardPullCommand.self, GuardApplyCommand.self, GuardPasswordCommand.self, GuardPauseCommand.self,
            GuardResumeCommand.self,
            GuardRestoreCommand.self, GuardFlushCommand.self, GuardConfigCommand.self, GuardDoctorCommand.self,
        ],
        defaultSubcommand: GuardRunCommand.self)
}
