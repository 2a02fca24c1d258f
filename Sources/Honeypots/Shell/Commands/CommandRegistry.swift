/// Every command the shell knows. A new one is its file and a word here.
enum CommandRegistry {
    static let all: [any ShellCommand.Type] = [
        CdCommand.self, ColonCommand.self, CommandCommand.self, EchoCommand.self, EvalCommand.self, ExecCommand.self,
        ExitCommand.self, ExportCommand.self, FalseCommand.self, HelpCommand.self, HistoryCommand.self,
        JobsCommand.self, KillCommand.self, LetCommand.self, LocalCommand.self, LoopControlCommand.self,
        PrintfCommand.self, PwdCommand.self, ReadCommand.self, ReturnCommand.self, SetCommand.self,
        ShellStateCommand.self, ShiftCommand.self, SourceCommand.self, TestCommand.self, TimesCommand.self,
        TrapCommand.self, TrueCommand.self, TypeCommand.self, UlimitCommand.self, UmaskCommand.self,
        UnsetCommand.self,

        BusyBoxCommand.self, EnvCommand.self, ExprCommand.self, NohupCommand.self, PrintenvCommand.self,
        SeqCommand.self, ShCommand.self, SleepCommand.self, TimeCommand.self, TimeoutCommand.self, XargsCommand.self,
        YesCommand.self,

        Base64Command.self, CatCommand.self, ChecksumCommand.self, CutCommand.self, GrepCommand.self,
        HeadCommand.self, HexdumpCommand.self, MoreCommand.self, RevCommand.self, SedCommand.self, SortCommand.self,
        StringsCommand.self, TeeCommand.self, TrCommand.self, UniqCommand.self, WcCommand.self,

        ChmodCommand.self, ChownCommand.self, CpCommand.self, DdCommand.self, DuCommand.self, FindCommand.self,
        LnCommand.self, LsCommand.self, MkdirCommand.self, MknodCommand.self, MktempCommand.self, MvCommand.self,
        PathNameCommand.self, RmCommand.self, RmdirCommand.self, StatCommand.self, TouchCommand.self,
        WhichCommand.self,

        AdduserCommand.self, ChpasswdCommand.self, ClearCommand.self, CrontabCommand.self, DateCommand.self,
        DfCommand.self, DmesgCommand.self, FreeCommand.self, HostidCommand.self, HostnameCommand.self,
        IdCommand.self, KillallCommand.self, LogreadCommand.self, ModuleCommand.self, MountCommand.self,
        NprocCommand.self, PasswdCommand.self, PidofCommand.self, PsCommand.self, QuietCommand.self,
        RebootCommand.self, SuCommand.self, TopCommand.self, TtyCommand.self, UmountCommand.self, UnameCommand.self,
        UptimeCommand.self, ViCommand.self, WhoamiCommand.self,

        CurlCommand.self, FtpgetCommand.self, IfconfigCommand.self, IptablesCommand.self, NcCommand.self,
        NetstatCommand.self, NslookupCommand.self, PingCommand.self, RouteCommand.self, TftpCommand.self,
        WgetCommand.self,
    ]

    /// What the shell itself can do, by name.
    static let builtins: [ByteString: any ShellCommand.Type] = byName { place in place == .builtin || place == .both }

    private static let applets: [ByteString: any ShellCommand.Type] = byName { place in
        place == .applet || place == .both
    }

    private static let others: [ByteString: any ShellCommand.Type] = byName { place in
        if case .program = place { true } else { false }
    }

    private static func byName(_ accepts: (CommandPlace) -> Bool) -> [ByteString: any ShellCommand.Type] {
        var found: [ByteString: any ShellCommand.Type] = [:]
        for type in all where accepts(type.place) {
            for name in type.names { found[name] = type }
        }
        return found
    }

    /// The names BusyBox answers to.
    static var appletNames: [ByteString] { Array(applets.keys) }

    /// Programs beside BusyBox, with their folders.
    static var programs: [(name: String, folder: String)] {
        all.flatMap { type -> [(name: String, folder: String)] in
            guard case .program(let folder) = type.place else { return [] }
            return type.names.map { ($0.text, folder) }
        }.sorted { $0.name < $1.name }
    }

    static func applet(_ name: ByteString, on device: Device) -> (any ShellCommand.Type)? { applets[name] }

    /// The program beside BusyBox that a command line calls.
    static func program(_ words: [ByteString]) -> (any ShellCommand.Type)? {
        words.first.flatMap { others[ByteString($0.split(separator: UInt8(ascii: "/")).last ?? [])] }
    }

    /// Whether a command line writes text of its own, as loaders do that echo a program into place.
    static func echoes(_ words: [ByteString]) -> Bool {
        let words = words.first?.hasSuffix("busybox") == true ? words.dropFirst() : words[...]
        return words.first == "echo" || words.first == "printf" || words.first?.hasSuffix("/echo") == true
    }
}
