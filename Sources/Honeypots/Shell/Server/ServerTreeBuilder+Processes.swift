extension ServerTreeBuilder {
    /// /proc/<pid> for everything that runs, and the folders of the visitor's own shell and of the program that looks.
    mutating func addProcesses() {
        for process in processes { addProcess("/proc/\(process.id)", process.id, executable: process.executable) }
        addProcess(Self.shellFolder, LiveFile.visitorsShell, executable: "/usr/bin/bash")
        addProcess(Self.watcherFolder, nil, executable: "/usr/bin/bash")
    }

    /// Stand under names that no process has; every visit sees them under its own numbers.
    static let shellFolder = "/proc/.shell"
    static let watcherFolder = "/proc/.self"

    /// Takes those names away again and says which nodes they were.
    mutating func takeSessionFolders() -> SessionFolders? {
        guard let parent = tree.find("/proc"), let shell = tree.find(Self.shellFolder),
            let watcher = tree.find(Self.watcherFolder),
            let executable = tree.find(Self.watcherFolder + "/exe"),
            let directory = tree.find(Self.watcherFolder + "/cwd")
        else { return nil }
        remove(Self.shellFolder)
        remove(Self.watcherFolder)
        return SessionFolders(
            parent: parent, shell: shell, watcher: watcher, executable: executable, directory: directory)
    }

    private mutating func addProcess(_ folder: String, _ id: Int?, executable: ByteString?) {
        directory(folder, mode: 0o555)
        let files: [(String, LiveFile.ProcessFile, UInt16)] = [
            ("cmdline", .commandLine, 0o444), ("status", .status, 0o444), ("comm", .name, 0o644),
            ("stat", .statistics, 0o444),
            ("statm", .pages, 0o444), ("environ", .environment, 0o400), ("limits", .limits, 0o444),
            ("cgroup", .group, 0o444),
            ("maps", .maps, 0o444), ("oom_score", .zero, 0o444), ("oom_score_adj", .zero, 0o644),
            ("loginuid", .login, 0o644),
        ]
        for (name, file, mode) in files { live("\(folder)/\(name)", mode: mode, .process(id, file)) }
        live("\(folder)/mounts", .mounts)
        live("\(folder)/mountinfo", .mountDetails)
        for (name, file) in [("dev", .interfaces), ("tcp", .sockets), ("route", .routes), ("arp", .neighbours)]
            as [(String, LiveFile)]
        {
            live("\(folder)/net/\(name)", file)
        }
        for name in ["tcp6", "udp", "udp6", "raw", "unix", "packet", "netlink", "if_inet6"] {
            live("\(folder)/net/\(name)", .noSockets)
        }
        directory("\(folder)/fd", mode: 0o500)
        directory("\(folder)/task", mode: 0o555)
        directory("\(folder)/ns", mode: 0o511)
        link("\(folder)/cwd", to: "/")
        link("\(folder)/root", to: "/")
        if let executable { link("\(folder)/exe", to: executable.text) }
        let terminal = id == nil || id == LiveFile.visitorsShell
        for number in 0..<3 where executable != nil {
            link("\(folder)/fd/\(number)", to: terminal ? "/dev/pts/0" : "/dev/null")
        }
    }
}
