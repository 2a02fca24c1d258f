import Foundation
import Glibc
import Store
import Testing
import ThreatModel

/// A file system of 2 MiB of the test's own.
@Suite("A full disk", .tags(.namespaces), .enabled(if: getuid() == 0), .serialized)
struct FullDiskTests {
    @Test("Nothing is half written, what was acknowledged stays, and writing goes on when there is room")
    func fullDisk() async throws {
        let folder = try TemporaryFolder()
        try #require(mount("tmpfs", folder.path, "tmpfs", 0, "size=2m") == 0)
        defer { umount2(folder.path, Int32(MNT_DETACH)) }
        let store = try SQLiteStore(path: folder.storeFile)
        let filler = folder.path + "/filler"
        try Data(count: 512 << 10).write(to: URL(fileURLWithPath: filler))

        let written = try await Self.fill(store, path: folder.storeFile)
        #expect("\(StoreError.full(path: "x"))" == "no space left for x; nothing was written")
        #expect(written > 0)

        // Reads go on, and the failed transaction left no part of itself.
        try await Self.expect(written, in: store)
        await #expect(throws: StoreError.full(path: folder.storeFile)) {
            try await store.write { try Self.write(written, $0) }
        }

        try FileManager.default.removeItem(atPath: filler)
        try await store.write { try Self.write(written, $0) }
        try await Self.expect(written + 1, in: store)
        await store.close()

        let again = try SQLiteStore(path: folder.storeFile)
        try await Self.expect(written + 1, in: again)
        await again.close()
    }

    /// Writes batches until one finds the disk full, and returns how many were acknowledged.
    static func fill(_ store: some Store, path: String) async throws -> Int {
        for batch in 0..<10_000 {
            do {
                try await store.write { try write(batch, $0) }
            } catch {
                #expect(error as? StoreError == .full(path: path))
                return batch
            }
        }
        Issue.record("the disk never became full")
        return 0
    }

    static func write(_ batch: Int, _ transaction: any StoreTransaction) throws {
        for number in batch * 10..<batch * 10 + 10 {
            try transaction.saveAddress(Sample.stored(Sample.address(number), 80))
            _ = try transaction.appendChange(
                of: Sample.address(number), from: nil, to: Sample.facts(1), at: Sample.start)
        }
    }

    static func expect(_ batches: Int, in store: some Store) async throws {
        let (addresses, changes) = try await store.read { try ($0.addressCount(), $0.lastSequence()) }
        #expect(addresses == batches * 10 && changes == UInt64(batches * 10))
    }
}
