package import Blocklists
package import Netlink

/// The last generations on disk, each a file of its own. On a thread of its own, because disks wait.
package actor GenerationStore {
    private let folder: StoredFolder
    private let thread: NetlinkThread

    /// So many are kept.
    package static let kept = 3
    private static let prefix = "generation-"

    /// - Parameter thread: for nothing that must not wait.
    package init(_ folder: StoredFolder, thread: NetlinkThread) {
        self.folder = folder
        self.thread = thread
    }

    package nonisolated var unownedExecutor: UnownedSerialExecutor { thread.executor }

    /// The newest that is whole, and what was wrong with those that are newer.
    package func newest() -> (generation: Generation?, damage: [BlocklistError]) {
        var damage: [BlocklistError] = []
        do throws(BlocklistError) {
            for name in try names().reversed() {
                let file = folder.file(name)
                do throws(BlocklistError) {
                    guard let bytes = try file.read(limit: Generation.mostBytes) else { continue }
                    if let generation = Generation(bytes) { return (generation, damage) }
                    damage.append(.unusable(file: file.path, "it is damaged, or of another version of this program"))
                } catch {
                    damage.append(error)
                }
            }
        } catch {
            damage.append(error)
        }
        return (nil, damage)
    }

    /// Writes a generation and removes those that are older than the last few.
    package func save(_ generation: Generation) throws(BlocklistError) {
        try folder.make()
        try folder.file(Self.name(generation.number)).replace(with: generation.encoded)
        for name in try names().dropLast(Self.kept) { try folder.file(name).remove() }
    }

    /// Oldest first: numbers are written in as many digits as the largest has.
    private func names() throws(BlocklistError) -> [String] {
        try folder.names().filter { $0.hasPrefix(Self.prefix) && $0.count == Self.name(0).count }
    }

    private static func name(_ number: UInt64) -> String {
        let digits = String(number)
        return prefix + String(repeating: "0", count: 20 - digits.count) + digits
    }
}
