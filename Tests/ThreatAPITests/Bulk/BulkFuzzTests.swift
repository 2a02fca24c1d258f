import Testing

@testable import ThreatAPI

/// A short run of the fuzz target on every test run; `script/fuzz bulk` does it for as long as one likes.
@Suite("Fuzzing many reports")
struct BulkFuzzTests {
    static let seeds: [String] = [
        "\u{0}{\"reports\":[{\"ip\":\"45.66.1.1\",\"category\":1,\"comment\":\"\\u00e9\\n\"},{\"ip\":\"x\"},[],null]}",
        "\u{1}ip;category;protocol;comment\r\n45.66.1.1;1;ssh;\"a;\"\"b\"\"\r\nc\"\r\n\r\n2a00::1;spam;;\r\n",
        "\u{2}--XyZ\r\nContent-Disposition: form-data; name=\"file\"; filename=\"a.csv\"\r\n\r\n45.66.1.1,1\n\r\n--XyZ--",
        "\u{3}45.66.1.1,brute_force,ssh,x\n45.66.1.2,\"7\",\"\",\"\"\n", "\u{5}45.66.1.1\n\r\n2a00::1\n45.66.1.1\n",
        "\u{4}--a;b\r\nX: y\r\n\r\n1\r\n--a;b \r\nContent-Disposition:form-data;name=file\r\n\r\n1.1.1.1,1\r\n--a;b--",
    ]

    @Test("Promises are kept whatever bytes come", arguments: 0..<20 as Range<UInt64>)
    func promises(_ seed: UInt64) {
        var generator = SeededGenerator(seed: seed)
        for start in Self.seeds {
            #expect(BulkFuzz.violation(in: Array(start.utf8)) == nil)
            for _ in 0..<200 {
                let bytes = Mutation.apply(to: Array(start.utf8), using: &generator)
                if let violation = BulkFuzz.violation(in: bytes) { Issue.record("\(violation): \(bytes)") }
            }
        }
    }
}
