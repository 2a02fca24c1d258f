package import Blocklists
package import IPNetworks
package import ThreatModel

/// What would let a blocked address through.
package enum UnblockRemedy: Hashable, Sendable {
    /// The allowlist wins over all lists, now and later.
    case allow(IPAddress)
    /// A block by hand ends by itself then.
    case wait(until: Timestamp)
    /// A block by hand is taken back.
    case unblock(IPAddress)
    /// A line of a file of the user's goes.
    case editFile(String, line: Int?)
    /// The publisher of a list takes the address off it, or the list is no longer asked for.
    case askPublisher(SourceIdentity)
    /// The sources that have not answered since the start do.
    case waitForSources

    /// - Parameter entries: who lists it: each of them has to let it go, while allowing is enough by itself.
    static func all(for address: IPAddress, _ entries: [ListedEntry], isInherited: Bool) -> [UnblockRemedy] {
        var remedies = [UnblockRemedy.allow(address)]
        for entry in entries {
            let own = entry.lines.flatMap { (line) -> [UnblockRemedy] in
                switch line.place {
                case .file(let path): [.editFile(path, line: line.number)]
                case .manual: line.until.map { [.unblock(address), .wait(until: $0)] } ?? [.unblock(address)]
                case .web: []
                }
            }
            remedies += own.isEmpty ? [.askPublisher(entry.source)] : own
        }
        if isInherited { remedies.append(.waitForSources) }
        return remedies
    }
}

extension UnblockRemedy: CustomStringConvertible {
    package var description: String {
        switch self {
        case .allow(let address): "put \(address) on the allowlist (SIKKER_WHITELIST)"
        case .wait(let until): "wait until \(until.rfc3339)"
        case .unblock(let address): "sikker guard unblock \(address)"
        case .editFile(let path, let line):
            "remove " + (line.map { "line \($0) of \(path)" } ?? "it from \(path)")
        case .askPublisher(let source): "ask \(source.name) to take it off the list, or do without that list"
        case .waitForSources: "wait until all sources have answered"
        }
    }
}
