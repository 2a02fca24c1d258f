/// The processes a visitor sees: the machine's own, less those he has killed, and his.
struct ProcessTable: Sendable {
    private let machine: [MachineProcess]
    /// What the login started, the shell last.
    private let login: [MachineProcess]
    private var killed: Set<Int> = []
    /// The visitor's login shell.
    let shell: Int
    private var last: Int

    private let mostNumber: Int

    init(_ machine: any VisitorMachine, _ visit: ShellVisit) {
        self.machine = machine.processes
        mostNumber = machine.mostProcessNumber
        shell = machine.shellNumber(for: visit)
        last = shell
        login = machine.loginProcesses(for: visit, shell: shell)
    }

    var parentOfShell: Int { login.last?.parent ?? 1 }

    /// The number the next process gets.
    mutating func next() -> Int {
        last = last >= mostNumber - 1 ? 300 : last + 1
        return last
    }

    /// The number of the process that was started last.
    var newest: Int { last }

    /// Every process there is, with the program that looks at them as the last.
    func all(watcher: ByteString?) -> [MachineProcess] {
        var all = machine.filter { !killed.contains($0.id) } + login.filter { !killed.contains($0.id) }
        if let watcher, var process = login.last {
            process.id = last + 1
            process.parent = shell
            process.memoryKiB -= min(8, process.memoryKiB)
            process.state = "R"
            process.command = watcher
            process.executable = "/usr/bin/" + ByteString(watcher.prefix { $0 != 0x20 }).lastPathComponent
            all.append(process)
        }
        return all
    }

    func contains(_ id: Int) -> Bool {
        !killed.contains(id) && (machine.contains { $0.id == id } || login.contains { $0.id == id })
    }

    /// Whose process it is.
    func owner(of id: Int) -> ByteString? { (machine + login).first { $0.id == id }?.user }

    /// The processes with that name.
    func named(_ name: ByteString) -> [MachineProcess] {
        all(watcher: nil).filter { $0.name == ByteString(name.prefix(15)) }
    }

    /// Ends a process. Threads of the kernel and init take no notice.
    mutating func kill(_ id: Int) {
        guard let process = machine.first(where: { $0.id == id }), !process.isKernelThread, id != 1 else { return }
        killed.insert(id)
    }
}
