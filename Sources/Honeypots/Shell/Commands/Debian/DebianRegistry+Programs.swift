extension DebianRegistry {
    /// Programs that are files.
    static let programTypes: [any ShellCommand.Type] = [
        DebianShellCommand.self, EchoCommand.self, FalseCommand.self, KillCommand.self, PrintfCommand.self,
        PwdCommand.self, TestCommand.self, TrueCommand.self,

        Base64Command.self, ChecksumCommand.self, DiffCommand.self, ExprCommand.self, GNUCatCommand.self,
        GNUCutCommand.self, GNUHeadCommand.self, GNULineCommand.self, GNUSeqCommand.self, GNUSortCommand.self,
        GNUUniqCommand.self, GNUWcCommand.self, GrepCommand.self, HexdumpCommand.self, MoreCommand.self,
        SedCommand.self, StringsCommand.self, TeeCommand.self, TrCommand.self, AwkCommand.self,

        DdCommand.self, DuCommand.self, FileTypeCommand.self, FindCommand.self, GNUChmodCommand.self,
        GNUChownCommand.self, GNUCpCommand.self, GNULnCommand.self, GNULsCommand.self, GNUMkdirCommand.self,
        GNUPathCommand.self, GNURmCommand.self, GNURmdirCommand.self, GNUStatCommand.self, GNUTouchCommand.self,
        MknodCommand.self, MktempCommand.self, WhichCommand.self,

        EnvCommand.self, NohupCommand.self, SleepCommand.self, TimeoutCommand.self, XargsCommand.self,
        YesCommand.self,

        ClearCommand.self, CrontabCommand.self, KernelLogCommand.self,
        GNUDateCommand.self, GNUIdCommand.self, GNUPsCommand.self, GNUUnameCommand.self, HardwareCommand.self,
        HostidCommand.self, KillallCommand.self, KernelModulesCommand.self, LinuxPasswdCommand.self, PidofCommand.self,
        ProcpsCommand.self, QuietCommand.self, RebootCommand.self, LinuxSuCommand.self, SystemctlCommand.self,
        TtyCommand.self, UmountCommand.self, ViCommand.self,

        AccountsCommand.self, InterpreterCommand.self, SmallTextCommand.self,
        AptCommand.self, ChattrCommand.self, DatabaseCommand.self, GNUPingCommand.self, GNUWgetCommand.self,
        DebianBusyBoxCommand.self, DpkgCommand.self, LastCommand.self, SSHToolsCommand.self, ServerHardwareCommand.self,
        SudoCommand.self,
        WhoCommand.self, CurlCommand.self, IpCommand.self, IptablesCommand.self,
        NcCommand.self, NetToolsCommand.self,
        NslookupCommand.self, SocketStatisticsCommand.self,
    ]
}
