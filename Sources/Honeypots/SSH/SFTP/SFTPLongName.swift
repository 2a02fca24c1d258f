import ThreatModel

/// The line about a file that a listing carries beside its name, in the form of `ls -l` as OpenSSH's server writes it.
struct SFTPLongName {
    let accounts: AccountLists
    /// Seconds since the epoch.
    let now: Int64
    /// Seconds the machine's clock is ahead of UTC.
    let zoneOffset: Int

    func line(_ name: ByteString, _ node: FileNode, links: Int) -> ByteString {
        var line = ByteString([node.typeLetter]) + node.permissions + "  "
        line += ByteString("\(links)").indented(to: 3)
        line += " " + accounts.userName(node.owner).padded(to: 8)
        line += " " + accounts.groupName(node.group).padded(to: 8)
        line += " " + ByteString("\(node.size)").indented(to: 8)
        return line + " " + date(node.modified) + " " + name
    }

    /// "Nov 22 03:56", or the year where it is more than half a year ago.
    private func date(_ seconds: Int64) -> ByteString {
        // What a client sets is 32 bits wide, so that this cannot overflow.
        let time = CivilTime(seconds: Int(seconds) &+ zoneOffset)
        let day = "\(CivilDate.monthNames[time.month - 1]) \(time.day < 10 ? " " : "")\(time.day)"
        let isRecent = now &- seconds < 365 * 86_400 / 2
        return ByteString(
            isRecent ? "\(day) \(CivilTime.two(time.hour)):\(CivilTime.two(time.minute))" : "\(day)  \(time.year)")
    }
}

extension FileSystem {
    /// The names a node has (st_nlink): a directory has its own, its `.` and the `..` of each directory in it.
    func links(of id: Int) -> Int {
        guard case .directory(let entries) = self[id].kind else { return 1 }
        return 2 + entries.values.count { self[$0].isDirectory }
    }
}
