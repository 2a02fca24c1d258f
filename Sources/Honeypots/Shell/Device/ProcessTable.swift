/// The processes a visitor sees: the device's own, less those he has killed, and his.
struct ProcessTable: Sendable {
    private let device: [DeviceProcess]
    private var killed: Set<Int> = []
    /// The visitor's login shell.
    let shell: Int
    private var last: Int
    private let user: ByteString

    /// Process numbers of Linux on such devices wrap here (pid_max).
    private static let mostIDs = 32_768

    init(_ visit: ShellVisit) {
        let scene = visit.persona.scene(DeviceFiles.self)
        device = scene.processes
        var generator = SeededGenerator(seed: visit.seed)
        shell = generator.number(in: 2000...Self.mostIDs - 2000)
        last = shell
        user = "root"
    }

    /// The number the next process gets.
    mutating func next() -> Int {
        last = last >= Self.mostIDs - 1 ? 300 : last + 1
        return last
    }

    /// The number of the process that was started last.
    var newest: Int { last }

    /// Every process there is, with the program that looks at them as the last.
    func all(watcher: ByteString?) -> [DeviceProcess] {
        var all = device.filter { !killed.contains($0.id) }
        let telnetd = device.first { $0.name == "telnetd" }
        let memory = telnetd?.memoryKiB ?? 1200
        all.append(
            DeviceProcess(
                id: shell, parent: telnetd?.id ?? 1, user: user, memoryKiB: memory + 8, state: "S", command: "-sh",
                executable: "/bin/busybox"))
        if let watcher {
            all.append(
                DeviceProcess(
                    id: last + 1, parent: shell, user: user, memoryKiB: memory, state: "R", command: watcher,
                    executable: "/bin/busybox"))
        }
        return all
    }

    func contains(_ id: Int) -> Bool {
        !killed.contains(id) && (id == shell || device.contains { $0.id == id })
    }

    /// The processes with that name.
    func named(_ name: ByteString) -> [DeviceProcess] {
        all(watcher: nil).filter { $0.name == ByteString(name.prefix(15)) }
    }

    /// Ends a process. Threads of the kernel and init take no notice.
    mutating func kill(_ id: Int) {
        guard let process = device.first(where: { $0.id == id }), !process.isKernelThread, id != 1 else { return }
        killed.insert(id)
    }
}
