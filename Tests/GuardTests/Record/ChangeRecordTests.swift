import Blocklists
import Foundation
import IPNetworks
import TestGuards
import Testing
import ThreatModel

@testable import Guard

/// Who has changed what: numbered, bounded, on disk before it is acknowledged.
struct ChangeRecordTests {
    private static func entry(_ name: String) -> ChangeEntry {
        ChangeEntry(
            time: Timestamp(milliseconds: 1_000), who: "administrator", address: IPAddress("192.0.2.1"), change: name,
            fields: ["entry": "45.40.0.1"], before: "a", after: "b", outcome: .done, message: "It is so.")
    }

    private static func names(_ records: [AuditRecord]) -> [String] { records.map(\.entry.change) }

    @Test func theNewestComeFirstAndInPages() async throws {
        let record = ChangeRecord(folder: nil)
        for number in 1...5 { try await record.add(Self.entry("change \(number)")) }
        let newest = try await record.entries(limit: 2)
        #expect(newest.map(\.number) == [5, 4] && newest.first?.entry == Self.entry("change 5"))
        #expect(try await record.entries(before: 4, limit: 2).map(\.number) == [3, 2])
        #expect(try await record.entries(before: 1, limit: 2).isEmpty)
        #expect(try await record.entries(limit: -1).isEmpty)
    }

    @Test func whatWasAcknowledgedIsReadAgain() async throws {
        let folder = try Folder()
        let record = ChangeRecord(folder: StoredFolder(folder.path("data")))
        for name in ["one", "two"] { try await record.add(Self.entry(name)) }
        // Nobody has closed anything: as after kill -9. A line that was cut off, and one that is none.
        let path = folder.path("data/\(ChangeRecord.fileName)")
        let whole = try Data(contentsOf: URL(fileURLWithPath: path))
        try (whole + Data("nonsense\n{\"number\":9,\"en".utf8)).write(to: URL(fileURLWithPath: path))
        let again = ChangeRecord(folder: StoredFolder(folder.path("data")))
        #expect(Self.names(try await again.entries(limit: 9)) == ["two", "one"])
        try await again.add(Self.entry("three"))
        let third = ChangeRecord(folder: StoredFolder(folder.path("data")))
        #expect(Self.names(try await third.entries(limit: 9)) == ["three", "two", "one"])
        #expect(try await third.entries(limit: 1).map(\.number) == [3])
        let attributes = try FileManager.default.attributesOfItem(atPath: path)
        #expect(attributes[.posixPermissions] as? Int == 0o600)
    }

    @Test func aDiskThatRefusesIsSaidAndMadeUpFor() async throws {
        let folder = try Folder()
        // A file where the folder should be.
        try folder.write("data", "")
        let record = ChangeRecord(folder: StoredFolder(folder.path("data")))
        await #expect(throws: BlocklistError.self) { try await record.add(Self.entry("one")) }
        try FileManager.default.removeItem(atPath: folder.path("data"))
        // What could not be read may be there again.
        try await record.add(Self.entry("two"))
        #expect(Self.names(try await record.entries(limit: 9)).first == "two")
        let again = ChangeRecord(folder: StoredFolder(folder.path("data")))
        #expect(Self.names(try await again.entries(limit: 9)).first == "two")
    }

    @Test func theOlderHalfGoes() async throws {
        let folder = try Folder()
        let path = folder.path("data/\(ChangeRecord.fileName)")
        let line = try JSONEncoder().encode(AuditRecord(number: 7, entry: Self.entry("old")))
        let text = try #require(String(data: line, encoding: .utf8))
        let lines = (7..<7 + ChangeRecord.most).map {
            text.replacingOccurrences(of: "\"number\":7", with: "\"number\":\($0)")
        }
        try FileManager.default.createDirectory(atPath: folder.path("data"), withIntermediateDirectories: true)
        try Data((lines.joined(separator: "\n") + "\n").utf8).write(to: URL(fileURLWithPath: path))
        let record = ChangeRecord(folder: StoredFolder(folder.path("data")))
        for name in ["new", "newer"] { try await record.add(Self.entry(name)) }
        let again = ChangeRecord(folder: StoredFolder(folder.path("data")))
        let kept = try await again.entries(limit: .max)
        #expect(
            kept.count == ChangeRecord.most / 2 + 1 && Self.names(Array(kept.prefix(3))) == ["newer", "new", "old"])
        #expect(kept.first?.number == Int64(8 + ChangeRecord.most))
    }

    @Test func longTextsAreCut() {
        let long = String(repeating: "e\u{301}", count: 10_000)
        let fields = Dictionary(uniqueKeysWithValues: (10..<99).map { ("\($0)", long) })
        let entry = ChangeEntry(
            time: Timestamp(milliseconds: 0), who: long, change: long, fields: fields, outcome: .refused, message: long)
        #expect(entry.fields.count == ChangeEntry.mostFields)
        for text in [entry.who, entry.change, entry.message ?? ""] + entry.fields.values {
            #expect(text.unicodeScalars.count == ChangeEntry.longestText)
        }
    }
}
