import ThreatModel

/// Puts a server's file tree together: the stock of the distribution under what this persona's machine has of its own.
struct ServerTreeBuilder {
    let persona: Persona
    let hardware: ServerHardware
    let services: ServerServices
    let people: ServerAccounts
    let calendar: ServerCalendar
    let processes: [MachineProcess]
    private(set) var tree: FileTree
    var generator: SeededGenerator

    var host: ServerHost { persona.host }

    init(
        _ persona: Persona, _ hardware: ServerHardware, _ services: ServerServices, _ people: ServerAccounts,
        _ calendar: ServerCalendar, _ processes: [MachineProcess]
    ) {
        self.persona = persona
        self.hardware = hardware
        self.services = services
        self.people = people
        self.calendar = calendar
        self.processes = processes
        generator = persona.generator(for: "server files")
        tree =
            Self.stock(persona, people, calendar).map { FileTree(stock: $0) } ?? FileTree(modified: calendar.installed)
    }

    /// The distribution's files with this machine's kernel and times.
    private static func stock(_ persona: Persona, _ people: ServerAccounts, _ calendar: ServerCalendar) -> StockTree? {
        guard let resource = EmbeddedResources.files.first(where: { $0.name == "bullseye.tree" }) else { return nil }
        let owners = people.accounts.map { ($0.name.text, $0.uid) }
        let groups = people.groups.map { ($0.name.text, $0.gid) }
        let release = ByteString(
            persona.host.system.kernelRelease.split(separator: "-").prefix(2).joined(separator: "-"))
        let reader = StockTreeReader(
            owners: Dictionary(owners, uniquingKeysWith: { first, _ in first }),
            groups: Dictionary(groups, uniquingKeysWith: { first, _ in first }), renamed: ("5.10.0-32", release)
        ) { recorded, id in
            // Unpacking the system takes minutes; a package can be no younger than its installation.
            if recorded == 0 { return calendar.installed + Int64(id % 420) }
            return recorded <= calendar.upgraded ? recorded : calendar.installed - 86_400 * 9 - recorded % 8_000_000
        }
        return reader.read(resource.text.description)
    }

    // MARK: Putting

    mutating func directory(
        _ path: String, mode: UInt16 = 0o755, _ owner: String = "root", _ group: String? = nil, at time: Int64? = nil
    ) {
        put(path, .directory(DirectoryEntries(storage: Self.storage(path))), mode, owner, group, time)
    }

    mutating func file(
        _ path: String, mode: UInt16 = 0o644, of owner: String = "root", group: String? = nil, at time: Int64? = nil,
        _ text: String
    ) {
        put(path, .file(.bytes(Array(text.utf8))), mode, owner, group, time)
    }

    mutating func link(_ path: String, to target: String, at time: Int64? = nil) {
        put(path, .link(ByteString(target)), 0o777, "root", nil, time)
    }

    mutating func program(_ path: String, size: Int, at time: Int64? = nil) {
        let image = ProgramImage(architecture: .x86_64, size: size, seed: generator.next())
        put(path, .file(.image(image)), 0o755, "root", nil, time)
    }

    /// A file that tells the present state.
    mutating func live(_ path: String, mode: UInt16 = 0o444, _ file: LiveFile) {
        put(path, .file(.live(file)), mode, "root", nil, nil)
    }

    mutating func made(
        _ path: String, mode: UInt16 = 0o640, of owner: String = "root", group: String = "adm", _ file: any MadeFile
    ) {
        put(path, .file(.made(file, at: 0)), mode, owner, group, nil)
    }

    mutating func special(_ path: String, mode: UInt16, group: String = "root", _ file: SpecialFile) {
        put(path, .device(file), mode, "root", group, nil)
    }

    mutating func remove(_ path: String) { tree.remove(path) }

    private mutating func put(
        _ path: String, _ kind: FileNode.Kind, _ mode: UInt16, _ owner: String, _ group: String?, _ time: Int64?
    ) {
        let account = people.account(named: ByteString(owner))
        let gid = group.flatMap { name in people.groups.first { $0.name == ByteString(name) }?.gid } ?? account.gid
        tree.add(
            path,
            FileNode(
                kind: kind, mode: mode, owner: account.uid, group: gid,
                modified: time ?? Self.usualTime(path) ?? calendar.installed)
        )
    }

    /// What is made anew at every start bears its time.
    private static func usualTime(_ path: String) -> Int64? {
        ["/proc", "/sys", "/dev", "/run"].contains { path == $0 || path.hasPrefix($0 + "/") } ? FileNode.atBoot : nil
    }

    private static func storage(_ path: String) -> DirectoryEntries.Storage {
        if path.hasPrefix("/proc") || path.hasPrefix("/sys") { return .kernel }
        return path.hasPrefix("/dev") || path.hasPrefix("/run") ? .memory : .blocks
    }
}
