/// Makes room for a visitor whose name nobody had here: a line in the account files, and a home.
struct ServerNewcomer {
    let machine: ServerMachine
    let account: MachineAccount

    /// Does nothing for accounts the machine has. Best effort: where the layer is full the home is missing.
    func settle(in files: inout FileSystem) {
        guard machine.account(named: account.name) == nil else { return }
        append(account.line, to: "/etc/passwd", in: &files)
        append("\(account.name):x:\(account.gid):\n", to: "/etc/group", in: &files)
        let day = files.now / 86_400 - 41
        append(
            "\(account.name):\(ServerHash.of(account.name, machine.persona)):\(day):0:99999:7:::\n", to: "/etc/shadow",
            in: &files)
        // root made the home, some weeks ago.
        let (now, user) = (files.now, files.user)
        defer { (files.now, files.user) = (now, user) }
        files.user = FileUser(uid: 0, gid: 0, groups: [])
        files.now = day * 86_400 + 35_000
        guard let place = try? files.place(of: account.home, from: "/"), place.id == nil else { return }
        let home = FileNode(
            kind: .directory([:]), mode: 0o755, owner: account.uid, group: account.gid, modified: files.now)
        guard (try? files.create(place, home)) != nil else { return }
        for name in [".bash_logout", ".bashrc", ".profile"] as [ByteString] {
            guard let id = try? files.find("/etc/skel/" + name, from: "/"),
                let target = try? files.place(of: account.home + "/" + name, from: "/")
            else { continue }
            var node = files[id]
            (node.owner, node.group, node.modified) = (account.uid, account.gid, files.now)
            _ = try? files.create(target, node)
        }
    }

    private func append(_ line: ByteString, to path: ByteString, in files: inout FileSystem) {
        guard let id = try? files.find(path, from: "/"), case .file(.bytes(let bytes)) = files[id].kind,
            // An earlier visit by the same name has left it.
            !ByteString(bytes).lines.contains(where: { $0.hasPrefix(account.name + ":") })
        else { return }
        try? files.update(id) { $0.kind = .file(.bytes(bytes + line.bytes)) }
    }
}
