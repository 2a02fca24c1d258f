import IPNetworks
import Testing

@testable import Scoring

@Suite struct KnownNetworkListTests {
    static let text = """
        # what it is
        kind: scanner
        factor: 0.1
        source: https://scanner.example/ranges
        date: 2026-08-22

        45.10.0.0/24  # the first
        45.10.2.7
        2a00:1450::/32

        """

    @Test func readsAList() throws {
        let list = try KnownNetworkList(text: Self.text, file: "networks/example-1.txt")
        #expect(list.name == "example-1" && list.kind == .scanner && list.factor == 0.1)
        #expect(list.source == "https://scanner.example/ranges" && list.date == "2026-08-22")
        #expect(list.addresses.prefixes.map(\.description) == ["45.10.0.0/24", "45.10.2.7/32", "2a00:1450::/32"])
        #expect(list.tag == "scanner:example-1")
        let windows = Self.text.split(separator: "\n", omittingEmptySubsequences: false).joined(separator: "\r\n")
        #expect(try KnownNetworkList(text: windows, file: "example-1.txt").addresses == list.addresses)
        let tagOnly = Self.text.replacing("factor: 0.1\n", with: "")
        #expect(try KnownNetworkList(text: tagOnly, file: "a.txt").factor == nil)
    }

    /// Each sentence names the file, the line where there is one, and what is accepted.
    @Test(arguments: [
        ("kind: scanner", "kind: pirate", "a.txt, line 2: 'kind' must be one of crawler, scanner,"),
        ("factor: 0.1", "factor: 1.1", "a.txt, line 3: 'factor' must be a number from 0 to 1"),
        ("factor: 0.1", "factor: nan", "a.txt, line 3: 'factor' must be a number from 0 to 1"),
        ("factor: 0.1", "factor:", "a.txt, line 3: 'factor' must be"),
        ("factor: 0.1", "weight: 0.1", "a.txt, line 3: before the first empty line, 'key: value' is expected"),
        ("factor: 0.1", "45.10.0.0/24", "a.txt, line 3: before the first empty line, 'key: value' is expected"),
        ("factor: 0.1", "kind: scanner", "a.txt, line 3: 'kind' stands here for the second time"),
        ("date: 2026-08-22", "date: yesterday", "a.txt, line 5: 'date' must be a day such as 2026-08-22"),
        ("date: 2026-08-22\n", "", "a.txt does not say its 'date': a day such as 2026-08-22"),
        ("45.10.2.7", "host.example", "a.txt, line 8: host.example: "),
        ("45.10.2.7", "0.0.0.0/0", "a.txt, line 8: 0.0.0.0/0: The entry covers a larger part"),
        ("45.10.2.7", "2000::/3", "a.txt, line 8: 2000::/3: The entry covers a larger part"),
        ("45.10.0.0/24  # the first\n45.10.2.7\n2a00:1450::/32\n", "", "a.txt names no network"),
    ]) func saysWhatIsWrong(old: String, new: String, sentence: String) {
        #expect {
            try KnownNetworkList(text: Self.text.replacing(old, with: new), file: "a.txt")
        } throws: { error in
            "\(error)".hasPrefix(sentence)
        }
    }

    @Test(arguments: ["", "a", "A.txt", "a b.txt", "ä.txt", ".txt", String(repeating: "a", count: 41) + ".txt"])
    func fileNamesName(file: String) {
        #expect(throws: KnownNetworkError.badName(file: file)) { try KnownNetworkList(text: Self.text, file: file) }
    }

    @Test(arguments: 0..<4) func anyTextIsReadOrRefused(seed: UInt64) {
        var random = SplitMix64(seed: seed)
        let bytes = Array(Self.text.utf8)
        for _ in 0..<500 {
            var mutated = bytes
            for _ in 0..<3 {
                let index = Int.random(in: 0..<mutated.count, using: &random)
                if Bool.random(using: &random) {
                    mutated[index] = UInt8.random(in: 0...255, using: &random)
                } else {
                    mutated.remove(at: index)
                }
            }
            _ = try? KnownNetworkList(text: String(decoding: mutated, as: UTF8.self), file: "a.txt")
        }
    }
}
