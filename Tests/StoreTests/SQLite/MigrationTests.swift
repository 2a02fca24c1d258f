import Foundation
import Testing
import ThreatModel

@testable import Store

@Suite("Schema of the SQLite store")
struct MigrationTests {
    static let later = [
        "CREATE TABLE later (a INTEGER NOT NULL) STRICT; INSERT INTO later SELECT count(*) FROM account;",
        "ALTER TABLE later ADD COLUMN b INTEGER NOT NULL DEFAULT 7;",
    ]

    @Test("A store of any age opens and keeps what it holds", arguments: 1...(SQLiteSchema.steps.count + later.count))
    func fromEachVersion(_ version: Int) async throws {
        let folder = try TemporaryFolder()
        let all = SQLiteSchema.steps + Self.later
        let old = try SQLiteStore(path: folder.storeFile, steps: Array(all.prefix(version)))
        try await old.write { _ = try $0.createAccount(name: "a", trusted: true, at: Sample.start) }
        let epoch = try await old.read { try $0.feedEpoch() }
        await old.close()

        for _ in 0..<2 {
            let new = try SQLiteStore(path: folder.storeFile, steps: all)
            #expect(try await new.read { try $0.accounts() }.map(\.name) == ["a"])
            #expect(try await new.read { try $0.feedEpoch() } == epoch)
            await new.close()
        }
        #expect(try Self.tables(in: folder) == Self.tablesOfNewStore(all))
    }

    @Test("A newer schema is refused, and the file is left as it was")
    func newer() async throws {
        let folder = try TemporaryFolder()
        let newer = try SQLiteStore(path: folder.storeFile, steps: SQLiteSchema.steps + Self.later)
        try await newer.write { _ = try $0.createAccount(name: "a", trusted: true, at: Sample.start) }
        await newer.close()

        let known = SQLiteSchema.steps.count
        #expect(throws: StoreError.newerSchema(found: known + 2, known: known)) {
            try SQLiteStore(path: folder.storeFile)
        }
        let again = try SQLiteStore(path: folder.storeFile, steps: SQLiteSchema.steps + Self.later)
        #expect(try await again.read { try $0.accounts() }.count == 1)
        await again.close()
    }

    @Test("A step that fails changes nothing")
    func failedStep() async throws {
        let folder = try TemporaryFolder()
        await (try SQLiteStore(path: folder.storeFile)).close()
        let before = try Self.tables(in: folder)
        #expect(throws: StoreError.self) {
            try SQLiteStore(
                path: folder.storeFile, steps: SQLiteSchema.steps + ["CREATE TABLE half (a); SELECT * FROM nowhere;"])
        }
        #expect(try Self.tables(in: folder) == before)
        await (try SQLiteStore(path: folder.storeFile)).close()
    }

    @Test("What is no store is named, not repaired")
    func noStore() throws {
        let folder = try TemporaryFolder()
        #expect(throws: StoreError.unusable(path: "/nowhere/x", reason: "No such file or directory")) {
            try SQLiteStore(path: "/nowhere/x")
        }
        let text = String(repeating: "this is a letter to a friend\n", count: 300)
        try text.write(toFile: folder.storeFile, atomically: true, encoding: .utf8)
        #expect {
            try SQLiteStore(path: folder.storeFile)
        } throws: { error in
            guard case .unusable(folder.storeFile, _) = error as? StoreError else { return false }
            return "\(error)".contains("not a database")
        }
        #expect(try String(contentsOfFile: folder.storeFile, encoding: .utf8) == text)
    }

    @Test("Only the owner can read the store")
    func fileMode() async throws {
        let folder = try TemporaryFolder()
        let store = try SQLiteStore(path: folder.storeFile)
        try await store.write { _ = try $0.createAccount(name: "a", trusted: true, at: Sample.start) }
        for suffix in ["", "-wal", "-shm"] {
            let attributes = try FileManager.default.attributesOfItem(atPath: folder.storeFile + suffix)
            #expect(attributes[.posixPermissions] as? Int == 0o600, "\(suffix)")
        }
        await store.close()
    }

    static func tablesOfNewStore(_ steps: [String]) throws -> [String] {
        let folder = try TemporaryFolder()
        _ = try SQLiteStore(path: folder.storeFile, steps: steps)
        return try tables(in: folder)
    }

    /// The schema as the `sqlite3` library reports it.
    static func tables(in folder: TemporaryFolder) throws -> [String] { try SchemaReader.schema(of: folder.storeFile) }
}
