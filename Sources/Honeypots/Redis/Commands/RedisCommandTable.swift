/// The commands a server of one release knows.
struct RedisCommandTable: Sendable {
    /// In the order of the families below, which is of no meaning to anyone (the real server has none).
    let commands: [RedisCommand]
    private let byName: [[UInt8]: RedisCommand]

    /// Longest name that is looked up.
    private static let longestName = 64

    private static let families: [[RedisCommand]] = [
        RedisCommand.connectionFamily, RedisCommand.stringFamily, RedisCommand.bitFamily, RedisCommand.keyFamily,
        RedisCommand.listFamily, RedisCommand.hashFamily, RedisCommand.setFamily, RedisCommand.sortedSetFamily,
        RedisCommand.channelFamily, RedisCommand.transactionFamily, RedisCommand.scriptFamily,
        RedisCommand.serverFamily, RedisCommand.inspectionFamily, RedisCommand.replicationFamily,
        RedisCommand.persistenceFamily, RedisCommand.moduleFamily, RedisCommand.commandFamily,
    ]

    private static let tables: [RedisRelease: RedisCommandTable] = Dictionary(
        uniqueKeysWithValues: RedisRelease.allCases.map { ($0, RedisCommandTable($0)) })

    /// The table of a release; built once for the process.
    static func of(_ release: RedisRelease) -> RedisCommandTable { tables[release] ?? RedisCommandTable(release) }

    private init(_ release: RedisRelease) {
        commands = Self.families.joined().filter { $0.releases.contains(release) }
        byName = Dictionary(commands.map { (Array($0.name.utf8), $0) }) { first, _ in first }
    }

    /// The command of that name, whatever its case.
    func command(_ name: [UInt8]) -> RedisCommand? {
        guard name.count <= Self.longestName else { return nil }
        return byName[RedisText.lowercased(name)]
    }
}
