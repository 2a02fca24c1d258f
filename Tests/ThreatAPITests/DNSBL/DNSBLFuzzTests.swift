import Foundation
import Testing

@testable import ThreatAPI

/// A short run of the fuzz target on every test run; `script/fuzz dns` does it for as long as one likes.
@Suite("Fuzzing questions to the DNS list")
struct DNSBLFuzzTests {
    /// Files to begin with, and inputs on which something once went wrong.
    static func corpus() throws -> [[UInt8]] {
        let folder = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
            .appending(path: "Corpus/dns")
        let files = try FileManager.default.contentsOfDirectory(at: folder, includingPropertiesForKeys: nil)
        return try files.sorted { $0.path < $1.path }.map { try [UInt8](Data(contentsOf: $0)) }
    }

    @Test("Promises are kept whatever bytes come", arguments: 0..<20 as Range<UInt64>)
    func promises(_ seed: UInt64) throws {
        var generator = SeededGenerator(seed: seed)
        let corpus = try Self.corpus()
        try #require(corpus.count >= 6)
        for start in corpus {
            #expect(DNSBLFuzz.violation(in: start) == nil)
            for _ in 0..<200 {
                let bytes = Mutation.apply(to: start, using: &generator)
                if let violation = DNSBLFuzz.violation(in: bytes) { Issue.record("\(violation): \(bytes)") }
            }
        }
    }

    @Test("Every beginning of a question, and every bit of it turned over")
    func neighbours() throws {
        for start in try Self.corpus() {
            for count in 0...start.count { #expect(DNSBLFuzz.violation(in: Array(start[..<count])) == nil) }
            for bit in 0..<8 * start.count {
                var bytes = start
                bytes[bit / 8] ^= 1 << UInt8(bit % 8)
                #expect(DNSBLFuzz.violation(in: bytes) == nil, "bit \(bit)")
            }
        }
    }
}
