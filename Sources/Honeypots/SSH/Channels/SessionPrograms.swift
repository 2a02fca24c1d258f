/// What a session's start leads to.
enum SessionPrograms {
    /// The program, or nil when there is no such subsystem.
    static func program(
        _ start: SSHChannelRequest.Start, for channel: SSHChannel, on host: ChannelHost
    ) -> (any ChannelProgram)? {
        switch start {
        case .shell: shell(nil, for: channel)
        case .command(let command):
            // A copy needs pipes; at a terminal the command is the shell's like any other.
            (channel.terminal == nil ? TransferCommand.program(command, on: host) : nil)
                ?? shell(command, for: channel)
        case .subsystem(let name): VisitedMachine.subsystem(name, for: channel, on: host)
        }
    }

    /// The login shell; what passes over a terminal is recorded.
    private static func shell(_ command: [UInt8]?, for channel: SSHChannel) -> any ChannelProgram {
        let program = ShellProgram(command: command, channel)
        guard let terminal = channel.terminal else { return program }
        return RecordedProgram(program, at: terminal)
    }
}
