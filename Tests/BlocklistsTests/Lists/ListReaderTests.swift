import Blocklists
import IPNetworks
import Testing

@Suite("Accepting lists")
struct ListReaderTests {
    private func read(
        _ text: String, _ policy: ListPolicy = .completeDownload, inPiecesOf size: Int = 1_000
    ) throws(ListRefusal) -> AcceptedList {
        let bytes = Array(text.utf8)
        var reader = ListReader(policy: policy)
        for start in stride(from: 0, to: bytes.count, by: size) {
            try reader.consume(bytes[start..<min(bytes.count, start + size)].span)
        }
        return try reader.finish()
    }

    @Test("A good list", arguments: [ListPolicy.download, .completeDownload, .localFile])
    func good(policy: ListPolicy) throws {
        let list = try read("# list\n192.0.2.0/25\n192.0.2.128/25\n2001:db8::/32\n", policy)
        #expect(list.addresses.prefixes.map(\.description) == ["192.0.2.0/24", "2001:db8::/32"])
        #expect(list.report.tally.entries == 3)
        #expect(list.report.bytes == 49)
        #expect(list.report.warnings.isEmpty)
    }

    @Test(
        "What is no list is refused, whatever the policy",
        arguments: [
            ("<html><body>log in\n192.0.2.1\n</body></html>", ContentKind.webPage), ("{\"data\":[]}", .json),
            ("192.0.2.1\n\0\0\0", .binary),
        ])
    func notAList(text: String, kind: ContentKind) {
        for policy in [ListPolicy.download, .completeDownload, .localFile] {
            for size in [1, 7, 1_000] {
                #expect(throws: ListRefusal.notAList(kind)) { try read(text, policy, inPiecesOf: size) }
            }
        }
    }

    @Test("A web page is refused before its end")
    func early() {
        var reader = ListReader(policy: .download)
        let page = Array("<html>".utf8) + [UInt8](repeating: 0x20, count: 10_000)
        #expect(throws: ListRefusal.notAList(.webPage)) { try reader.consume(page.span) }
    }

    @Test(
        "An empty list is a failure of its source, but a file may be emptied", arguments: ["", "\n", "# nothing\n\n"])
    func empty(text: String) throws {
        #expect(throws: ListRefusal.empty) { try read(text, .download) }
        #expect(throws: ListRefusal.empty) { try read(text, .completeDownload) }
        #expect(try read(text, .localFile).addresses.isEmpty)
    }

    @Test("Up to a tenth of junk is left out of a fetched list")
    func junk() throws {
        let good = (0..<9).map { "192.0.2.\($0)\n" }.joined()
        let list = try read(good + "oops\n")
        #expect(list.report.tally.junkCount == 1)
        #expect(list.report.warnings.count == 1)
        #expect(list.report.warnings[0].hasPrefix("1 of 10 lines are no addresses, the first is line 10: oops: "))
        let refusal = #expect(throws: ListRefusal.self) { try read(good + "oops\noops\n") }
        #expect(refusal?.description.hasPrefix("2 lines of 11 are no addresses, the first is line 10: oops: ") == true)
        #expect(try read("oops\noops\n192.0.2.1\n", .localFile).report.tally.entries == 1)
    }

    @Test("Text that is no list has too much junk")
    func prose() {
        let refusal = #expect(throws: ListRefusal.self) { try read("Service temporarily unavailable.\nTry again.\n") }
        #expect(refusal?.description.hasPrefix("2 lines of 2 are no addresses") == true)
    }

    @Test("Networks that no list may ask for are refused and named")
    func broad() throws {
        let list = try read("0.0.0.0/0\n192.0.2.1\n::/0\n64.0.0.0-95.255.255.255\n2000::/19\n")
        #expect(list.addresses.prefixes.map(\.description) == ["192.0.2.1/32", "2000::/19"])
        #expect(list.report.tally.refusedExamples.map(\.excerpt) == ["0.0.0.0/0", "::/0", "64.0.0.0-95.255.255.255"])
        #expect(list.report.warnings.count == 1)
        #expect(list.report.warnings[0].hasPrefix("3 entries were refused, the first is line 1: 0.0.0.0/0: "))
        let refusal = #expect(throws: ListRefusal.self) { try read("0.0.0.0/0\n") }
        #expect(refusal?.description.hasPrefix("None of the 1 entries may be used, the first is line 1: ") == true)
    }

    @Test("The end of a download may be missing, that of a file may not")
    func cut() throws {
        let text = "192.0.2.1\n192.0.2.4"
        let download = try read(text, .download)
        #expect(download.addresses.prefixes.map(\.description) == ["192.0.2.1/32"])
        #expect(download.report.warnings.count == 1)
        #expect(download.report.warnings[0].contains("192.0.2.4"))
        #expect(try read(text, .completeDownload).report.tally.entries == 2)
        #expect(try read(text, .localFile).report.tally.entries == 2)
        #expect(throws: ListRefusal.empty) { try read("192.0.2.4", .download) }
    }

    @Test("A list is not read beyond its limits")
    func limits() {
        var policy = ListPolicy.localFile
        policy.maximumBytes = 20
        #expect(throws: ListRefusal.tooLarge(limit: 20)) { try read("192.0.2.1\n192.0.2.2\n\n", policy) }
        #expect(throws: ListRefusal.tooLarge(limit: 20)) { try read("192.0.2.1\n192.0.2.2\n\n", policy, inPiecesOf: 1) }
        #expect(throws: Never.self) { try read("192.0.2.1\n192.0.2.2\n", policy) }
        policy.maximumBytes = 1_000
        policy.rules.maximumEntries = 2
        #expect(throws: ListRefusal.tooManyEntries(limit: 2)) { try read("192.0.2.1\n192.0.2.2\n192.0.2.3\n", policy) }
    }

    @Test("An announced length that lies costs nothing")
    func announced() throws {
        for length in [Int.min, -1, 0, Int.max] {
            var reader = ListReader(policy: .download, expectedBytes: length)
            let bytes = Array("192.0.2.1\n".utf8)
            try reader.consume(bytes.span)
            #expect(try reader.finish().report.tally.entries == 1)
        }
    }

    @Test("The pieces in which a list arrives do not matter", arguments: 1...40)
    func pieces(size: Int) throws {
        let text = "# x\r\n192.0.2.1\r\n198.51.100.0/24 ; y\r\nz\r\n2001:db8::1\r\n203.0.113.9"
        let (whole, pieces) = (try read(text, .localFile), try read(text, .localFile, inPiecesOf: size))
        #expect(pieces.addresses == whole.addresses)
        #expect(pieces.report == whole.report)
    }

    @Test("Every refusal is one sentence")
    func sentences() {
        let refusals: [ListRefusal] = [
            .notAList(.webPage), .empty, .nothingUsable(refused: 3, example: nil),
            .mostlyJunk(junk: 3, entries: 1, example: nil), .tooLarge(limit: 1 << 20), .tooManyEntries(limit: 7),
        ]
        #expect(refusals.allSatisfy { $0.description.hasSuffix(".") })
        #expect(Set(refusals.map(\.description)).count == refusals.count)
    }
}
