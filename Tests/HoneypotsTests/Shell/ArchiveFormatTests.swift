import Testing

@testable import Honeypots

@Suite("Archives in the shell")
struct ArchiveFormatTests {
    @Test("What was packed comes back, with its name and time")
    func gzip() {
        let text = Array("some words, some words, some words\n".utf8)
        let packed = GzipFormat.pack(text, name: "words", modified: 1_700_000_000)
        let unpacked = GzipFormat.unpack(packed + packed, limit: 1000)
        #expect(unpacked.bytes == text + text)
        #expect(unpacked.fault == nil)
        #expect(unpacked.name == "words")
        #expect(unpacked.modified == 1_700_000_000)
        #expect(GzipFormat.unpack(packed + [1, 2, 3], limit: 1000).hasGarbage)
    }

    @Test("A bomb is put down at the limit")
    func bomb() {
        let packed = GzipFormat.pack([UInt8](repeating: 0, count: 4 << 20))
        #expect(packed.count < 8192)
        let unpacked = GzipFormat.unpack(packed, limit: 1 << 20)
        #expect(unpacked.fault == .tooLarge)
        #expect(unpacked.bytes.count < 2 << 20)
    }

    @Test("Every cut of a packed file is told, and every wrong bit of its checksum")
    func cuts() {
        let packed = GzipFormat.pack(Array("banana apple banana apple".utf8), name: "x")
        for end in 0..<packed.count { #expect(GzipFormat.unpack(Array(packed[..<end]), limit: 1000).fault != nil) }
        var wrong = packed
        wrong[packed.count - 8] ^= 1
        #expect(GzipFormat.unpack(wrong, limit: 1000).fault == .wrongChecksum)
    }

    private static let entry: TarEntry = {
        var entry = TarEntry(
            name: ByteString(String(repeating: "folder/", count: 30) + "file"), kind: .file, mode: 0o4755, owner: 1000,
            group: 100, modified: 1_700_000_000)
        (entry.ownerName, entry.groupName) = ("user", "users")
        entry.bytes = Array("content\n".utf8)[...]
        return entry
    }()

    @Test("Names longer than a header holds come back from an archive")
    func tar() throws {
        let blocks = TarFormat.blocks(of: Self.entry)
        let (entries, fault) = TarFormat.read(blocks + TarFormat.end(after: blocks.count))
        #expect(fault == nil)
        let entry = try #require(entries.first)
        #expect(entries.count == 1)
        #expect(entry.name == Self.entry.name)
        #expect(entry.mode == 0o4755)
        #expect(entry.ownerName == "user")
        #expect(Array(entry.bytes) == Array("content\n".utf8))
    }

    @Test("No cut and no wrong byte of an archive is more than a fault")
    func damage() {
        let blocks = TarFormat.blocks(of: Self.entry)
        let archive = blocks + TarFormat.end(after: blocks.count)
        for end in stride(from: 0, to: blocks.count, by: 7) { _ = TarFormat.read(Array(archive[..<end])) }
        #expect(TarFormat.read(Array(archive[..<(blocks.count - 300)])).entries.count <= 1)
        var generator = SeededGenerator(seed: 9)
        for _ in 0..<2000 {
            var damaged = archive
            for _ in 0..<4 { damaged[generator.below(2048)] = UInt8(truncatingIfNeeded: generator.below(256)) }
            let (entries, _) = TarFormat.read(damaged)
            #expect(entries.allSatisfy { $0.bytes.count <= damaged.count })
        }
    }
}
