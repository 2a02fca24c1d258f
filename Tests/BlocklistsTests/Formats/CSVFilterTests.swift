import IPNetworks
import Testing

@testable import Blocklists

struct CSVFilterTests {
    /// The lines that a table becomes, in pieces of every size.
    private func lines(_ text: String, _ column: String) throws -> [String] {
        let column = try #require(CSVColumn(column))
        let bytes = Array(text.utf8)
        var results: Set<[String]> = []
        for size in [1, 2, 3, 7, max(1, bytes.count)] {
            var filter = CSVFilter(column)
            var lines: [UInt8] = []
            for start in stride(from: 0, to: bytes.count, by: size) {
                try filter.consume(bytes[start..<min(start + size, bytes.count)].span, into: &lines)
            }
            try filter.finish(into: &lines)
            results.insert(String(decoding: lines, as: UTF8.self).split(separator: "\n").map(String.init))
        }
        #expect(results.count == 1, "the pieces in which a table arrives make no difference")
        return try #require(results.first)
    }

    @Test(arguments: ["2", "ip", "IP"])
    func aColumnByNumberOrName(_ column: String) throws {
        let text = "seen,IP,port\n2026-11-01,45.40.0.1,22\n2026-11-02,45.41.0.0/16,80\n"
        #expect(
            try lines(text, column) == [
                "#", "45.40.0.1 # 2026-11-01,45.40.0.1,22", "45.41.0.0/16 # 2026-11-02,45.41.0.0/16,80",
            ])
    }

    @Test func quotedFields() throws {
        let text = "\"a, \"\"b\"\"\nc\",\"45.40.0.1\"\r\nplain,45.40.0.2\r\n"
        #expect(
            try lines(text, "2") == ["45.40.0.1 # \"a, \"\"b\"\" c\",\"45.40.0.1\" ", "45.40.0.2\r # plain,45.40.0.2 "])
    }

    /// As abuse.ch has it: the header is the last of the comments, with a quotation mark here and there.
    @Test func aHeaderInAComment() throws {
        let text = "# it's a \"list\n# \"first_seen\",\"dst_ip\"\n\"2026-11-01\", \"45.40.0.1\"\n# end\n"
        #expect(try lines(text, "dst_ip") == ["#", "#", "45.40.0.1 # \"2026-11-01\", \"45.40.0.1\"", "#"])
    }

    @Test func whatIsMissingIsJunkAndNotGuessed() throws {
        #expect(
            try lines("1,45.40.0.1\nshort\n,\n\n3,45.40.0.3", "2") == [
                "45.40.0.1 # 1,45.40.0.1", "(no column 2)", "(empty) # ,", "#", "45.40.0.3 # 3,45.40.0.3",
            ])
    }

    @Test func oneColumnIsAListOfItsOwn() throws {
        #expect(try lines("address\n45.40.0.1\n45.40.0.2\n", "1") == ["#", "45.40.0.1", "45.40.0.2"])
    }

    @Test(arguments: [
        ("a,b\n1,2\n", "ip", "no column named 'ip'; there are: a, b"), ("", "ip", "no header"),
        ("a,ip\n\"1,2\n", "ip", "not closed"),
        ("a,ip\n\"" + String(repeating: "x", count: 70_000), "ip", "longer than 65536"),
    ])
    func whatIsNoTableIsRefused(_ text: String, _ column: String, _ words: String) {
        let refusal = #expect(throws: ListRefusal.self) { try lines(text, column) }
        #expect(refusal?.description.contains(words) == true, "\(String(describing: refusal))")
    }

    @Test(arguments: ["", "0", "513", "99999999999999999999", String(repeating: "x", count: 200)])
    func columnsThatThereAreNot(_ text: String) { #expect(CSVColumn(text) == nil) }
}
