package import Blocklists
import FoundationEssentials
package import Logging

/// Everything that anybody has changed: a file with a line of JSON for each, the newest last.
///
/// An entry is on disk before whoever asked for the change is answered: neither a crash nor a power failure takes away what
/// was acknowledged. Bounded: of ``most`` entries the older half goes.
package actor ChangeRecord {
    private let folder: StoredFolder?
    private var records: [AuditRecord] = []
    /// Of the file, as far as it is whole; `nil`: it has not been read yet.
    private var size: Int?

    package static let fileName = "changes.jsonl"
    package static let most = 4000
    static let maximumBytes = 32 << 20

    /// - Parameter folder: the guard's data folder; `nil`: what is recorded ends with the process.
    package init(folder: StoredFolder?) { self.folder = folder }

    /// The newest first.
    ///
    /// - Parameters:
    ///   - before: only records with a lower number; `nil`: from the newest on.
    ///   - limit: so many at most.
    package func entries(before: Int64? = nil, limit: Int) throws(BlocklistError) -> [AuditRecord] {
        try load()
        let older = before.map { number in records.prefix { $0.number < number } } ?? records[...]
        return older.suffix(max(0, limit)).reversed()
    }

    /// Writes an entry down. It survives a power failure when this returns.
    ///
    /// - Throws: where the disk refuses. The entry can be seen all the same, until the guard ends.
    package func add(_ entry: ChangeEntry) throws(BlocklistError) {
        try load()
        let record = AuditRecord(number: (records.last?.number ?? 0) + 1, entry: entry)
        records.append(record)
        let isShortened = records.count > Self.most
        if isShortened { records.removeFirst(records.count - Self.most / 2) }
        guard let folder, let size else { return }
        let file = folder.file(Self.fileName)
        let isAppended = size > 0 && !isShortened
        let bytes = isAppended ? Self.line(record) : records.flatMap(Self.line)
        do throws(BlocklistError) {
            if isAppended {
                try file.append(bytes, at: size)
                try file.synchronise()
            } else {
                try folder.make()
                try file.replace(with: bytes)
            }
            self.size = isAppended ? size + bytes.count : bytes.count
        } catch {
            // The next entry writes the whole file, and this one with it.
            self.size = 0
            throw error
        }
    }

    /// Writes an entry down where it can. A full disk must not keep anybody from defending the machine.
    package func note(_ entry: ChangeEntry, _ logger: Logger) {
        do throws(BlocklistError) {
            try add(entry)
        } catch {
            logger.error("What was changed is not recorded: \(error)")
        }
    }

    /// Reads what is on disk. A line that was cut off by a crash was never acknowledged, and is written over.
    private func load() throws(BlocklistError) {
        guard size == nil else { return }
        guard let bytes = try folder?.file(Self.fileName).read(limit: Self.maximumBytes) else { return size = 0 }
        var start = 0
        while let end = bytes[start...].firstIndex(of: Self.lineFeed) {
            if let record = try? JSONDecoder().decode(AuditRecord.self, from: Data(bytes[start..<end])),
                record.number > records.last?.number ?? 0
            {
                records.append(record)
            }
            start = end + 1
        }
        if records.count > Self.most { records.removeFirst(records.count - Self.most) }
        size = start
    }

    private static let lineFeed = UInt8(ascii: "\n")

    private static func line(_ record: AuditRecord) -> [UInt8] {
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
        // Nothing in a record can fail to be encoded.
        return [UInt8]((try? encoder.encode(record)) ?? Data()) + [lineFeed]
    }
}
