import IPNetworks
import Testing

@testable import Blocklists

struct ListFormatTests {
    @Test(arguments: ["plain", "cidr", "netset", "csv:3", "csv:dst_ip", "json:/data/*/ip", "json:"])
    func isWhatItWasMadeOf(_ text: String) { #expect(ListFormat(text)?.description == text) }

    @Test(arguments: ["", "Plain", "csv", "csv:", "csv:0", "json", "json:data", "xml"])
    func whatIsNone(_ text: String) { #expect(ListFormat(text) == nil) }

    private func read(_ text: String, _ format: String) throws -> (list: AcceptedList, lines: String) {
        let bytes = Array(text.utf8)
        var reader = FormattedListReader(try #require(ListFormat(format)), policy: .completeDownload)
        var lines: [UInt8] = []
        try reader.consume(bytes.span, lines: &lines)
        return (try reader.finish(lines: &lines), String(decoding: lines, as: UTF8.self))
    }

    @Test(arguments: [
        ("plain", "45.40.0.1\n45.41.0.0/16 ; b\n"), ("netset", "# x\n45.40.0.1\n45.41.0.0/16\n"),
        ("csv:ip", "ip,n\n45.40.0.1,1\n45.41.0.0/16,2"), ("json:/*", #"["45.40.0.1","45.41.0.0/16"]"#),
    ])
    func theSameListInEveryFormat(_ format: String, _ text: String) throws {
        #expect(try read(text, format).list.addresses == IPAddressSet("45.40.0.1", "45.41.0.0/16"))
    }

    /// What is kept of a list lists what the list does.
    @Test func linesReadLikeTheList() throws {
        let (list, lines) = try read(
            "n,ip\n1,45.40.0.1\n2,oops\n3,45.41.0.0/16\n4,45.42.0.1-45.42.0.9\n5,1.1.1.1\n6,1.1.1.2\n7,1.1.1.3\n8,1.1.1.4\n9,1.1.1.5\n10,1.1.1.6\n11,1.1.1.7\n",
            "csv:ip")
        #expect(try read(lines, "plain").list.addresses == list.addresses)
        #expect(list.report.warnings.first?.contains("oops") == true)
    }

    @Test(arguments: [
        ("csv:1", "<html>", "web page"), ("csv:1", "[1]", "JSON"), ("json:/*", "<html>", "web page"),
        ("json:/*", "45.40.0.1\n", "JSON was expected"), ("json:/*", "\u{1f}\u{8b}\0", ""), ("csv:1", "a\0b", "binary"),
        ("json:/*", "", "empty"), ("csv:1", "", "empty"), ("json:/*", "[]", "no value"),
    ])
    func whatIsSomethingElseIsRefused(_ format: String, _ text: String, _ words: String) {
        let refusal = #expect(throws: ListRefusal.self) { try read(text, format) }
        #expect(words.isEmpty || refusal?.description.contains(words) == true, "\(String(describing: refusal))")
    }
}
