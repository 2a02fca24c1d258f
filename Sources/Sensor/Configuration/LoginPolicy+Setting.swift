package import Honeypots

extension LoginPolicy {
    /// Bytes of a file of credentials at most.
    private static let mostListBytes = 1024 * 1024

    /// The policy as the administrator writes it: `all`, `after=3`, or `list=` and a file of ``CredentialList``'s form.
    package init(setting text: String) throws(SensorError) { try self.init(setting: text, files: DiskFiles()) }

    init(setting text: String, files: some FileLayer) throws(SensorError) {
        let parts = text.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
        switch (parts[0], parts.dropFirst().first) {
        case ("all", nil): self = .acceptAll
        case ("after", .some(let digits)):
            guard digits.utf8.allSatisfy({ (0x30...0x39).contains($0) }), let refused = UInt16(digits) else {
                throw .badLogins(text)
            }
            self = .acceptAfter(Int(refused))
        case ("list", .some(let path)) where !path.isEmpty:
            self = .list(try Self.list(in: String(path), files))
        default: throw .badLogins(text)
        }
    }

    private static func list(in path: String, _ files: some FileLayer) throws(SensorError) -> CredentialList {
        let bytes: [UInt8]?
        do {
            bytes = try files.contents(of: path, limit: mostListBytes)
        } catch {
            throw .badLoginList(path: path, reason: error.description)
        }
        guard let bytes else {
            throw .badLoginList(path: path, reason: "there is none, or it is larger than \(mostListBytes >> 10) KiB")
        }
        let list: CredentialList
        do {
            list = try CredentialList(bytes)
        } catch {
            throw .badLoginList(
                path: path,
                reason: "line \(error.line) is not user:password, or there are more than \(CredentialList.mostEntries)")
        }
        guard list.count > 0 else { throw .badLoginList(path: path, reason: "it names nobody, so nobody could get in") }
        return list
    }
}
