/// In which order a directory is listed: that of a hash of the names, as on ext4, so that a listing is neither sorted nor
/// another one each time, and can go on after any name although names come and go.
enum SFTPDirectoryOrder {
    struct Place: Comparable, Sendable {
        var hash: UInt64
        var name: ByteString

        static func < (a: Self, b: Self) -> Bool { (a.hash, a.name) < (b.hash, b.name) }
    }

    /// FNV-1a (draft-eastlake-fnv §2), spread by one round of a generator.
    static func place(of name: ByteString, in directory: Int) -> Place {
        var hash: UInt64 = 0xcbf2_9ce4_8422_2325
        for byte in name { hash = (hash ^ UInt64(byte)) &* 0x100_0000_01b3 }
        var generator = SeededGenerator(seed: hash &+ UInt64(truncatingIfNeeded: directory))
        return Place(hash: generator.next(), name: name)
    }

    /// Up to `count` names after a place, with the node of each; `.` and `..` are among them.
    static func names(
        in directory: Int, parent: Int, of files: FileSystem, after last: Place?, upTo count: Int
    ) -> [(place: Place, node: Int)] {
        var next = files.entries(of: directory).map { (place(of: $0.key, in: directory), $0.value) }
        next.append((place(of: ".", in: directory), directory))
        next.append((place(of: "..", in: directory), parent))
        if let last { next.removeAll { $0.0 <= last } }
        next.sort { $0.0 < $1.0 }
        return next.prefix(count).map { (place: $0.0, node: $0.1) }
    }
}
