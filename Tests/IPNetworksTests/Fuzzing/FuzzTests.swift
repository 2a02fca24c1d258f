import Testing

/// A short run of the fuzz targets on every test run; `script/fuzz` does it for as long as one likes.
@Suite("Fuzzing")
struct FuzzTests {
    @Test("Lists keep their promises", arguments: 0..<20)
    func lists(seed: Int) throws {
        try run("lists", seed) { ListFuzz.violation(in: $0) }
    }

    @Test("Addresses keep their promises", arguments: 0..<20)
    func addresses(seed: Int) throws {
        try run("addresses", seed) { AddressFuzz.violation(in: $0) }
    }

    private func run(_ folder: String, _ seed: Int, _ violation: ([UInt8]) -> String?) throws {
        let files = try Corpus.files(folder)
        try #require(!files.isEmpty)
        var random = SeededGenerator(seed: seed)
        for input in files + (0..<200).map({ _ in Corpus.mutated(files, using: &random) }) {
            if let broken = violation(input) { Issue.record("\(broken): \(input)") }
        }
    }
}
