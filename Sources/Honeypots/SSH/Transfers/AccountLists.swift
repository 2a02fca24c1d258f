import ThreatModel

/// The names of users and groups, as /etc/passwd and /etc/group of the visited machine have them now (passwd(5),
/// group(5)). Read when names are needed and not kept.
struct AccountLists {
    struct User {
        var name: ByteString
        var uid: Int
        var gid: Int
        var home: ByteString
    }

    private struct Group {
        var name: ByteString
        var gid: Int
        var members: ArraySlice<UInt8>
    }

    private let users: [User]
    private let groups: [Group]

    /// Bytes of either list that are looked at.
    private static let mostBytes = 64 * 1024

    init(_ host: ChannelHost, at now: Timestamp) {
        users = Self.lines(of: "/etc/passwd", on: host, at: now).compactMap { fields in
            guard fields.count >= 6, let uid = fields[2].decimal, let gid = fields[3].decimal else { return nil }
            return User(name: ByteString(fields[0]), uid: uid, gid: gid, home: ByteString(fields[5]))
        }
        groups = Self.lines(of: "/etc/group", on: host, at: now).compactMap { fields in
            guard fields.count >= 4, let gid = fields[2].decimal else { return nil }
            return Group(name: ByteString(fields[0]), gid: gid, members: fields[3])
        }
    }

    private static func lines(
        of path: ByteString, on host: ChannelHost, at now: Timestamp
    ) -> [[ArraySlice<UInt8>]] {
        guard let id = try? host.files.find(path, from: "/") else { return [] }
        return host.contents(of: id, range: 0..<mostBytes, at: now).lines.map { line in
            line.split(separator: UInt8(ascii: ":"), maxSplits: 6, omittingEmptySubsequences: false)
        }
    }

    func user(named name: ByteString) -> User? { users.first { $0.name == name } }

    /// Groups that name a user among their members.
    func groups(of name: ByteString) -> [Int] {
        groups.filter { $0.members.split(separator: UInt8(ascii: ",")).contains { $0.elementsEqual(name) } }.map(\.gid)
    }

    /// The name, or the number where there is none.
    func userName(_ uid: Int) -> ByteString { users.first { $0.uid == uid }?.name ?? "\(uid)" }
    func groupName(_ gid: Int) -> ByteString { groups.first { $0.gid == gid }?.name ?? "\(gid)" }
}
