import Detection
import IPNetworks
import Store
import ThreatModel

extension Snapshot {
    /// Reads the state of a store: one scan, a second for a million addresses.
    static func load(from store: any Store, catalogue: DetectionCatalogue, at now: Timestamp) async throws -> Snapshot {
        try await store.read { reader in
            var v4 = RecordTable<UInt32>.Builder()
            var v6 = RecordTable<UInt128>.Builder()
            var newestVersion = VersionTime.zero
            try reader.forEachAddress { address, record in
                newestVersion = max(newestVersion, RecordView(record).versionTime)
                if let key = address.v4 {
                    v4.append(key, record)
                } else {
                    v6.append(address.mapped, record)
                }
            }
            let last = try reader.lastSequence()
            let newest = try reader.changes(after: last == 0 ? 0 : last - 1, limit: 1).last
            return Snapshot(
                v4: v4.finish(), v6: v6.finish(),
                words: WordTable(words: try reader.words(), catalogue: catalogue),
                cursor: FeedCursor(epoch: try reader.feedEpoch(), sequence: last), version: 1,
                changedAt: newest?.at ?? now, newestVersion: newestVersion)
        }
    }
}
