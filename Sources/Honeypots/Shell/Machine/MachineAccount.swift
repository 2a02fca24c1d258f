/// A line of /etc/passwd (passwd(5)).
struct MachineAccount: Hashable, Sendable {
    var name: ByteString
    var uid: Int
    var gid: Int
    var comment: ByteString = ""
    var home: ByteString
    var shell: ByteString

    var isRoot: Bool { uid == 0 }
    var line: ByteString { "\(name):x:\(uid):\(gid):\(comment):\(home):\(shell)\n" }
}
