import ThreatModel

/// Whom the programs that carry files take the visitor for: what decides which files he may touch.
struct TransferAccount: Hashable, Sendable {
    var uid: Int
    var gid: Int
    /// Every group he is in, the first among them.
    var groups: [Int]
    var home: ByteString
    /// Bits that are taken away from the mode of whatever he makes.
    let mask: UInt16 = 0o022

    var isRoot: Bool { uid == 0 }

    static let root = Self(uid: 0, gid: 0, groups: [0], home: "/root")

    private init(uid: Int, gid: Int, groups: [Int], home: ByteString) {
        (self.uid, self.gid, self.groups, self.home) = (uid, gid, groups, home)
    }

    /// Looks the name up in the machine's own lists. Who is not in them was let in all the same, and is root, as everyone
    /// is on machines that know only one user.
    init(named name: ByteString, on host: ChannelHost, at now: Timestamp) {
        let lists = AccountLists(host, at: now)
        let user = lists.user(named: name)
        uid = user?.uid ?? 0
        gid = user?.gid ?? 0
        home = user?.home ?? "/root"
        groups = [gid] + lists.groups(of: name)
    }

    /// Whether a file's owner, its group or everyone else is what counts for this visitor, and what they may: the lowest
    /// three bits, read, write and execute. Root may read and write whatever the bits say.
    func rights(on node: FileNode) -> UInt16 {
        if isRoot { return node.isDirectory || node.isExecutable ? 7 : 6 }
        if node.owner == uid { return node.mode >> 6 & 7 }
        return groups.contains(node.group) ? node.mode >> 3 & 7 : node.mode & 7
    }

    func mayRead(_ node: FileNode) -> Bool { rights(on: node) & 4 != 0 }
    func mayWrite(_ node: FileNode) -> Bool { rights(on: node) & 2 != 0 }
    func maySearch(_ node: FileNode) -> Bool { rights(on: node) & 1 != 0 }
    func owns(_ node: FileNode) -> Bool { isRoot || node.owner == uid }
}
