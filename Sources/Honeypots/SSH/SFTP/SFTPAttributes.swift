/// File attributes (draft-ietf-secsh-filexfer-02 §5).
struct SFTPAttributes: Hashable, Sendable {
    /// SSH_FILEXFER_ATTR_*.
    struct Flags: OptionSet, Hashable, Sendable {
        let rawValue: UInt32
        static let size = Self(rawValue: 1)
        static let owner = Self(rawValue: 2)
        static let permissions = Self(rawValue: 4)
        static let times = Self(rawValue: 8)
        static let extended = Self(rawValue: 0x8000_0000)
        /// What a file can be given.
        static let settable: Self = [.size, .owner, .permissions, .times]
    }

    var flags: Flags = []
    var size: UInt64 = 0
    var uid: UInt32 = 0
    var gid: UInt32 = 0
    /// st_mode: the kind of file and its permissions.
    var mode: UInt32 = 0
    var accessed: UInt32 = 0
    var modified: UInt32 = 0

    /// What is said of names that have no attributes.
    static let none = Self()

    /// Extended pairs one message can announce.
    private static let mostExtended = 0x10_0000

    private init() {}

    /// What stat(2) would say of a node. Times of access are not kept, and are those of the last change.
    init(_ node: FileNode) {
        flags = [.size, .owner, .permissions, .times]
        size = UInt64(truncatingIfNeeded: node.size)
        uid = UInt32(truncatingIfNeeded: node.owner)
        gid = UInt32(truncatingIfNeeded: node.group)
        mode = node.kindBits | UInt32(node.mode)
        modified = UInt32(truncatingIfNeeded: node.modified)
        accessed = modified
    }

    init(from reader: inout SFTPReader) throws(SFTPReader.Short) {
        flags = Flags(rawValue: try reader.number())
        if flags.contains(.size) { size = try reader.longNumber() }
        if flags.contains(.owner) { (uid, gid) = (try reader.number(), try reader.number()) }
        if flags.contains(.permissions) { mode = try reader.number() }
        if flags.contains(.times) { (accessed, modified) = (try reader.number(), try reader.number()) }
        if flags.contains(.extended) {
            let count = Int(try reader.number())
            guard count <= Self.mostExtended else { throw SFTPReader.Short() }
            // Each pair takes eight bytes at least, so that the message ends this loop.
            for _ in 0..<count {
                _ = try reader.string()
                _ = try reader.string()
            }
        }
    }

    func write(to packet: inout SFTPPacket) {
        packet.add(flags.rawValue)
        if flags.contains(.size) { packet.add(size) }
        if flags.contains(.owner) {
            packet.add(uid)
            packet.add(gid)
        }
        if flags.contains(.permissions) { packet.add(mode) }
        if flags.contains(.times) {
            packet.add(accessed)
            packet.add(modified)
        }
    }
}

extension FileNode {
    /// S_IFMT of its mode (inode(7)).
    var kindBits: UInt32 {
        switch kind {
        case .directory: 0o040000
        case .file: 0o100000
        case .link: 0o120000
        case .device(let device): device.isBlock ? 0o060000 : 0o020000
        case .pipe: 0o010000
        case .socket: 0o140000
        }
    }
}
