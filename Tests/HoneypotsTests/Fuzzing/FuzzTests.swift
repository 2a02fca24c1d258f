import FoundationEssentials
import Testing

@testable import Honeypots

/// A short run of the fuzz targets on every test run; `script/fuzz` does it for as long as one likes.
@Suite("Fuzzing")
struct FuzzTests {
    private static let isLong = ProcessInfo.processInfo.environment["SIKKER_LONG"] == "1"
    private static let seeds: UInt64 = isLong ? 40 : 4

    @Test("SSH keeps its promises behind its keys too", arguments: UInt64(0)..<Self.seeds)
    func ssh(_ seed: UInt64) throws { try run("ssh", seed, mutations: 60) { SSHFuzz.violation(in: $0) } }

    @Test("File transfers keep their promises", arguments: UInt64(0)..<Self.seeds)
    func sftp(_ seed: UInt64) throws { try run("sftp", seed, mutations: 60) { SFTPFuzz.violation(in: $0) } }

    @Test("Shells keep their promises", arguments: UInt64(0)..<Self.seeds)
    func shell(_ seed: UInt64) throws {
        // All that a line may cost is seconds of a debug build; a part of it ends a loop as well.
        let work = Self.isLong ? ShellBudget.lineWork : ShellBudget.lineWork / 10
        try run("shell", seed, mutations: 30) { ShellFuzz.violation(in: $0, work: work) }
    }

    /// What the corpus holds, shared out among the seeds, and mutations of it.
    private func run(
        _ folder: String, _ seed: UInt64, mutations: Int, _ violation: ([UInt8]) -> String?
    ) throws {
        let files = try Self.corpus(folder)
        try #require(!files.isEmpty)
        var generator = SeededGenerator(seed: seed)
        let own = files.enumerated().filter { $0.offset % Int(Self.seeds) == Int(seed) }.map(\.element)
        let mutated = (0..<mutations).map { _ in
            let input = generator.pick(from: files) ?? []
            let other = generator.pick(from: files) ?? []
            // What chooses how the rest is taken is kept three times out of four.
            let head = generator.chance(percent: 75) ? Array(input.prefix(1)) : generator.bytes(1)
            return head + ByteMutation.mutate(Array(input.dropFirst()), with: other, using: &generator)
        }
        for input in own + mutated {
            if let broken = violation(input) { Issue.record("\(broken): \(input)") }
        }
    }

    /// The files of `Corpus/<folder>`, by name.
    private static func corpus(_ folder: String) throws -> [[UInt8]] {
        let folder = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
            .appending(path: "Corpus/" + folder)
        return try FileManager.default.contentsOfDirectory(atPath: folder.path).sorted()
            .map { Array(try Data(contentsOf: folder.appending(path: $0))) }
    }
}
