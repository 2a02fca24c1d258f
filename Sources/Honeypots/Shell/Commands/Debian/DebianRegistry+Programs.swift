extension DebianRegistry {
    /// Programs that are files.
    static let programTypes: [any ShellCommand.Type] = [
        DebianShellCommand.self, EchoCommand.self, FalseCommand.self, KillCommand.self, PrintfCommand.self,
        PwdCommand.self, TestCommand.self, TrueCommand.self,

        BcCommand.self, ColumnCommand.self, DiffCommand.self, ExprCommand.self, GNUBase64Command.self,
        GNUCatCommand.self,
        GNUChecksumCommand.self, GNUCutCommand.self, GNUHeadCommand.self, GNULineCommand.self, GNUSeqCommand.self,
        GNUSortCommand.self,
        GNUUniqCommand.self, GNUWcCommand.self, NumberFormatCommand.self, PageCommand.self,
        GrepCommand.self, LinuxHexdumpCommand.self, MoreCommand.self,
        SedCommand.self, StringsCommand.self, TeeCommand.self, GNUTrCommand.self, GNUDumpCommand.self, XxdCommand.self,
        AwkCommand.self,

        GNUDdCommand.self, GNUDuCommand.self, FileTypeCommand.self, GNUFindCommand.self, GNUChmodCommand.self,
        GNUChownCommand.self, GNUCpCommand.self, GNULnCommand.self, GNULsCommand.self, GNUMkdirCommand.self,
        GNUPathCommand.self, GNURmCommand.self, GNURmdirCommand.self, GNUStatCommand.self, GNUTouchCommand.self,
        GzipCommand.self, MknodCommand.self, GNUMktempCommand.self, TarCommand.self, WhichCommand.self,

        DebianBusyBoxCommand.self, GNUWrapperCommand.self, PrintenvCommand.self, SleepCommand.self,
        GNUXargsCommand.self, YesCommand.self,

        CalendarCommand.self, ClearCommand.self, CrontabCommand.self, KernelLogCommand.self,
        GNUDateCommand.self, GNUIdCommand.self, GNUPsCommand.self, GNUUnameCommand.self, HardwareCommand.self,
        HostidCommand.self, KillallCommand.self, KernelModulesCommand.self, LinuxPasswdCommand.self, PidofCommand.self,
        ProcpsCommand.self, RebootCommand.self, LinuxSuCommand.self, SystemctlCommand.self,
        TtyCommand.self, LinuxUmountCommand.self, LocaleCommand.self, SysctlCommand.self, ViCommand.self,
        WhereisCommand.self,

        AccountsCommand.self, InterpreterCommand.self, SmallTextCommand.self,
        AptCommand.self, ChattrCommand.self, DatabaseCommand.self, GNUPingCommand.self, GNUWgetCommand.self,
        DpkgCommand.self, LastCommand.self, SSHToolsCommand.self, ServerHardwareCommand.self,
        SudoCommand.self, WhoCommand.self, CurlCommand.self, IpCommand.self, IptablesCommand.self,
        LinuxTelnetCommand.self, NetcatCommand.self, NetToolsCommand.self,
        NslookupCommand.self, OpenSSLCommand.self, SocketStatisticsCommand.self,
    ]
}
