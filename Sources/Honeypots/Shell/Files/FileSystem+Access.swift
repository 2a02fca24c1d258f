extension FileSystem {
    /// Whether the visitor's account may do that with a node; on devices everyone may do everything.
    func may(_ access: FileUser.Access, _ id: Int) -> Bool { user?.may(access, self[id]) ?? true }

    /// Refuses what the permission bits do not allow.
    func check(_ access: FileUser.Access, _ id: Int) throws(FileError) {
        guard may(access, id) else { throw .permission }
    }

    /// Changing owner, bits or times is for the owner and root (chmod(2), utimensat(2)).
    func checkOwner(_ id: Int) throws(FileError) {
        guard let user, user.uid != 0, self[id].owner != user.uid else { return }
        throw .notPermitted
    }

    /// Names come and go in directories that may be written to; where the sticky bit is set, only one's own
    /// (inode(7)).
    func checkEntry(_ place: FilePlace, removing: Bool) throws(FileError) {
        guard let user, user.uid != 0 else { return }
        let parent = self[place.parent]
        guard user.may(.write, parent), user.may(.execute, parent) else { throw .permission }
        if removing, parent.mode & 0o1000 != 0, let id = place.id, self[id].owner != user.uid, parent.owner != user.uid
        {
            throw .notPermitted
        }
    }

    /// Whether anything at that path can be changed at all: its file system is mounted for writing, and not the
    /// kernel's own.
    func checkWritable(_ path: ByteString, creating: Bool = false) throws(FileError) {
        guard let mount = mount(of: path) else { return }
        guard mount.isWritable else { throw .readOnly }
        guard mount.isKernel else { return }
        // They know only the files they have, and some of those are there to be written to.
        if creating { throw mount.type == "proc" || user == nil ? .noEntry : .permission }
        guard user != nil else { throw .notPermitted }
        guard let id = try? find(path, from: "/"), self[id].isFile else { throw .notPermitted }
        guard self[id].mode & 0o222 != 0 else { throw .permission }
    }

    /// Root may open what the kernel only shows in /proc, its settings apart, whatever the bits say; what is written then
    /// is refused.
    mutating func openUnwritable(_ path: ByteString, _ id: Int) -> Bool {
        guard user?.uid == 0, self[id].isFile, self[id].mode & 0o222 == 0, mount(of: path)?.type == "proc",
            !path.hasPrefix("/proc/sys/"), !path.hasPrefix("/proc/net/")
        else { return false }
        // Files of processes have no way to be written to; for the others the kernel says so when it is tried.
        let isOfProcess = path.dropFirst("/proc/".count).first?.isDigit == true || path.hasPrefix("/proc/self/")
        unwritable[id] = isOfProcess ? .invalid : .inputOutput
        return true
    }
}
