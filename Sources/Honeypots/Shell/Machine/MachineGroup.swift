/// A line of /etc/group (group(5)).
struct MachineGroup: Hashable, Sendable {
    var name: ByteString
    var gid: Int
    var members: [ByteString] = []

    var line: ByteString { "\(name):x:\(gid):\(members.joined(by: ","))\n" }
}
