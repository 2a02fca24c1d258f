/// Accounts as /etc/passwd and /etc/group have them, whoever changed these.
extension Shell {
    private static let mostAccounts = 500

    /// The lines of a file in /etc, in fields.
    func records(of path: ByteString) -> [[ByteString]] {
        guard let id = try? files.find(path, from: "/") else { return [] }
        return contents(of: id, range: 0..<65_536).lines.prefix(Self.mostAccounts).map { line in
            line.split(separator: UInt8(ascii: ":"), omittingEmptySubsequences: false).map { ByteString($0) }
        }
    }

    var accounts: [MachineAccount] {
        records(of: "/etc/passwd").compactMap { fields in
            guard fields.count >= 7, let id = fields[2].decimal, let group = fields[3].decimal else { return nil }
            return MachineAccount(
                name: fields[0], uid: id, gid: group, comment: fields[4], home: fields[5], shell: fields[6])
        }
    }

    var groups: [(name: ByteString, id: Int, members: [ByteString])] {
        records(of: "/etc/group").compactMap { fields in
            guard fields.count >= 4, let id = fields[2].decimal else { return nil }
            let members = fields[3].split(separator: UInt8(ascii: ",")).map { ByteString($0) }
            return (fields[0], id, members)
        }
    }

    func account(named name: ByteString) -> MachineAccount? { accounts.first { $0.name == name } }
    func account(_ id: Int) -> MachineAccount? { accounts.first { $0.uid == id } }
    func groupName(_ id: Int) -> ByteString? { groups.first { $0.id == id }?.name }
    func homeDirectory(of name: ByteString) -> ByteString? {
        account(named: name)?.home ?? (name == "root" ? "/root" : nil)
    }
    /// The name of a user, or the number where there is none.
    func userName(_ id: Int) -> ByteString { account(id)?.name ?? "\(id)" }
}
