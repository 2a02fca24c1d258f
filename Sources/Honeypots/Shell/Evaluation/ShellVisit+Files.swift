import ThreatModel

extension ShellVisit {
    /// The files as this visit finds them: the machine's, with what the same address left there within the last day. One
    /// connection opens them once and lends them to whatever runs in it.
    func openFiles() -> FileSystem {
        let machine = persona.machine(kind)
        let account = machine.account(of: self)
        let isServer = kind == .server
        let layer = isServer ? persona.scene(VisitorFiles.self).layer(of: visitor, at: started) : nil
        var files = FileSystem(
            base: machine.tree, mounts: machine.mounts, room: machine.room, mostFileBytes: limits.bodyBytes,
            now: started.seconds, layer: layer ?? FileLayer(),
            user: isServer
                ? FileUser(uid: account.uid, gid: account.gid, groups: Set(machine.groups(of: account).map(\.gid)))
                : nil)
        files.booted = machine.boots.bootTime(at: started).seconds + 3
        machine.prepare(&files, for: self)
        files.settle()
        return files
    }

    /// Puts the files aside for the next visit of the same address; to be called once, when the connection is over.
    func keep(_ files: FileSystem, at now: Timestamp) {
        guard kind == .server else { return }
        persona.scene(VisitorFiles.self).keep(files.layer, of: visitor, at: now)
    }
}
