import ThreatModel

/// What a shell needs of the machine it pretends to run on. Everything in it was there before the visitor; what he changes
/// is in his ``FileSystem`` and ``ProcessTable``.
protocol VisitorMachine: Sendable {
    var tree: FileTree { get }
    var mounts: [FileMount] { get }
    /// What has run since before the visit, by process number.
    var processes: [MachineProcess] { get }
    /// `uname -n`.
    var hostname: ByteString { get }
    var kernel: KernelIdentity { get }
    var architecture: DeviceArchitecture { get }
    var cores: Int { get }
    var boots: BootHistory { get }
    var zone: TimeZoneDress { get }
    /// Lines of /etc/passwd, in order.
    var accounts: [MachineAccount] { get }
    /// Lines of /etc/group, in order.
    var groups: [MachineGroup] { get }
    /// The bytes a visit may leave in files of the machine, and how many there may be.
    var room: FileRoom { get }
    /// Where its /proc shows the visitor's processes; nil: nowhere.
    var sessionFolders: SessionFolders? { get }

    /// Whom the visitor is taken for: an account that is there, or one made up for the name he gave.
    func account(of visit: ShellVisit) -> MachineAccount
    /// The number of the visitor's login shell.
    func shellNumber(for visit: ShellVisit) -> Int
    /// The number after which they begin anew (pid_max of proc(5)).
    var mostProcessNumber: Int { get }
    /// What stands in the process list because the visitor is there, the login shell last; `shell` is its number.
    func loginProcesses(for visit: ShellVisit, shell: Int) -> [MachineProcess]
    /// What the login shell calls itself: "-sh".
    var shellName: ByteString { get }
    /// PS1 of a login, before its escapes are expanded.
    func prompt(for visit: ShellVisit) -> ByteString
    /// What a login hands to the shell.
    func environment(for visit: ShellVisit) -> [(ByteString, ByteString)]
    /// What a terminal shows between the login and the first prompt.
    func greeting(for visit: ShellVisit) -> ByteString
    /// Every interface, with the traffic of that uptime in seconds.
    func interfaces(after uptime: Int) -> [NetworkInterface]
    func memory(at now: Timestamp) -> MemoryFigures
    /// The three load averages, "0.21".
    func loads(at now: Timestamp) -> [ByteString]
    /// What a file says that tells the present state.
    func bytes(of file: LiveFile, in shell: Shell) -> ByteString
    /// Changes the layer of a visit that begins: what is there because this visitor is.
    func prepare(_ files: inout FileSystem, for visit: ShellVisit)
}

extension VisitorMachine {
    /// Whole seconds since the machine was started.
    func uptime(at now: Timestamp) -> Int { Int(boots.uptime(at: now).components.seconds) }

    func account(named name: ByteString) -> MachineAccount? { accounts.first { $0.name == name } }
    func account(numbered uid: Int) -> MachineAccount? { accounts.first { $0.uid == uid } }
    func group(named name: ByteString) -> MachineGroup? { groups.first { $0.name == name } }
    func group(numbered gid: Int) -> MachineGroup? { groups.first { $0.gid == gid } }

    /// Every group an account is in, its own first.
    func groups(of account: MachineAccount) -> [MachineGroup] {
        let own = group(numbered: account.gid) ?? MachineGroup(name: account.name, gid: account.gid)
        return [own] + groups.filter { $0.gid != own.gid && $0.members.contains(account.name) }
    }

    var sessionFolders: SessionFolders? { nil }

    /// Where so little is started that any number may be the next.
    func shellNumber(for visit: ShellVisit) -> Int {
        var generator = SeededGenerator(seed: visit.seed)
        return generator.number(in: 2000...mostProcessNumber - 2000)
    }

    var mostProcessNumber: Int { 32_768 }

    func prepare(_: inout FileSystem, for _: ShellVisit) {}
}
