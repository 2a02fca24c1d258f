/// As whom files are opened: what the permission bits are compared with (path_resolution(7), "Permissions").
struct FileUser: Hashable, Sendable {
    var uid: Int
    /// The group of what it makes.
    var gid: Int
    var groups: Set<Int>

    enum Access: UInt16, Sendable {
        case execute = 1
        case write = 2
        case read = 4
    }

    /// root may do everything, except execute what nobody may.
    func may(_ access: Access, _ node: FileNode) -> Bool {
        if uid == 0 { return access != .execute || node.isDirectory || node.isExecutable }
        let shift: UInt16 = node.owner == uid ? 6 : groups.contains(node.group) ? 3 : 0
        return node.mode >> shift & access.rawValue != 0
    }
}
