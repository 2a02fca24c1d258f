import Testing

@testable import IPNetworks

@Suite("Reading lists")
struct ListParserTests {
    @Test(
        "One line, and what it stands for",
        arguments: [
            ("192.0.2.1", "192.0.2.1/32"), ("192.0.2.0/24", "192.0.2.0/24"), ("192.0.2.7/24", "192.0.2.0/24"),
            ("192.0.2.0-192.0.2.3", "192.0.2.0/30"), ("192.0.2.0 - 192.0.2.3", "192.0.2.0/30"),
            ("  192.0.2.1  ", "192.0.2.1/32"), ("\t192.0.2.1\t", "192.0.2.1/32"), ("192.0.2.1\r", "192.0.2.1/32"),
            ("192.0.2.1#x", "192.0.2.1/32"), ("192.0.2.1 # 192.0.2.2", "192.0.2.1/32"),
            ("192.0.2.1;SBL1", "192.0.2.1/32"),
            ("192.0.2.0/24 ; SBL256894", "192.0.2.0/24"), ("192.0.2.1 scanner 17", "192.0.2.1/32"),
            ("192.0.2.1\t2024-05-05 12:00:00", "192.0.2.1/32"), ("192.0.2.0/24 64500", "192.0.2.0/24"),
            ("2001:DB8::1", "2001:db8::1/128"), ("2001:db8::/32 # v6", "2001:db8::/32"),
            ("2001:db8::-2001:db8::f", "2001:db8::/124"), ("::ffff:192.0.2.1", "192.0.2.1/32"),
            ("::ffff:192.0.2.0/120", "192.0.2.0/24"), ("\u{feff}192.0.2.1", "192.0.2.1/32"),
            ("192.0.2.1 été", "192.0.2.1/32"),
        ])
    func entry(line: String, network: String) {
        let list = parse(Array(line.utf8))
        #expect(list.addresses.prefixes.map(\.description) == [network])
        #expect(list.tally.entries == 1)
        #expect(list.tally.lines == 1)
        #expect(list.tally.junk.isEmpty)
    }

    @Test(
        "Lines without an entry",
        arguments: ["", " ", "\t", "\r", "#", "# 192.0.2.1", "  ; x", ";192.0.2.1", "\u{feff}"])
    func comment(line: String) {
        let list = parse(Array("\(line)\n".utf8))
        #expect(list.addresses.isEmpty)
        #expect(list.tally.comments == 1)
        #expect(list.tally.lines == 1)
        #expect(list.tally.junk.isEmpty)
    }

    @Test(
        "Junk, and why it is",
        arguments: [
            ("example.com", ListProblem.Reason.syntax(.notAnAddress)), ("192.0.2", .syntax(.notAnAddress)),
            ("192.0.2.256", .syntax(.notAnAddress)), ("192.0.2.01", .syntax(.notAnAddress)),
            ("[2001:db8::1]", .syntax(.notAnAddress)), ("http://192.0.2.1/", .syntax(.notAnAddress)),
            ("\"192.0.2.1\"", .syntax(.notAnAddress)), ("*", .syntax(.notAnAddress)),
            ("12 192.0.2.1", .syntax(.notAnAddress)),
            ("add set 192.0.2.1", .syntax(.notAnAddress)), ("192.0.2.0/33", .syntax(.badPrefixLength)),
            ("192.0.2.0/255.255.255.0", .syntax(.badPrefixLength)), ("192.0.2.1/", .syntax(.badPrefixLength)),
            ("192.0.2.1-", .syntax(.noEndOfRange)), ("192.0.2.1 - scanner", .syntax(.noEndOfRange)),
            ("192.0.2.9-192.0.2.1", .syntax(.reversedRange)), ("192.0.2.1-2001:db8::1", .syntax(.mixedFamilies)),
            ("192.0.2.1,DE", .syntax(.trailingText)), ("192.0.2.1:22", .syntax(.trailingText)),
            ("192.0.2.1.5", .syntax(.trailingText)), ("2001:db8::1%eth0", .syntax(.trailingText)),
            ("192.0.2.0 255.255.255.0", .syntax(.secondAddress)), ("192.0.2.1 to 192.0.2.9", .syntax(.secondAddress)),
            ("192.0.2.1\t192.0.2.9\t24", .syntax(.secondAddress)), ("192.0.2.1 ::", .syntax(.secondAddress)),
            ("192.0.2.1\r192.0.2.2", .syntax(.secondAddress)), ("192.0.2.1\0", .binary), ("\u{1b}[0m", .binary),
            ("\u{feff}\u{feff}192.0.2.1", .syntax(.notAnAddress)),
        ])
    func junk(line: String, reason: ListProblem.Reason) {
        let list = parse(Array("192.0.2.200\n\(line)\n".utf8))
        #expect(list.addresses.prefixes.map(\.description) == ["192.0.2.200/32"])
        #expect(list.tally.junk == [reason: 1])
        #expect(list.tally.junkCount == 1)
        #expect(list.tally.junkExamples.map(\.line) == [2])
        #expect(list.tally.junkExamples.map(\.reason) == [reason])
    }

    @Test("What is wrong is shown, but nothing of it can do harm where it is shown")
    func excerpt() {
        let list = parse([0x41, 0x00, 0x1b, 0xff, 0x7e] + [UInt8](repeating: 0x42, count: 200))
        #expect(list.tally.junkExamples.first?.excerpt == "A\\x00\\x1b\\xff~" + String(repeating: "B", count: 59))
        #expect(list.tally.junkExamples.first?.description.hasPrefix("line 1: A\\x00") == true)
    }

    @Test("A file as people keep them")
    func file() {
        let text = """
            \u{feff}# blocked by hand\r
            192.0.2.7 \r
            \r
            198.51.100.0/25 ; a neighbour\r
            2001:db8::/48\r
            oops\r
            203.0.113.9-203.0.113.12\r
            198.51.100.128/25
            """
        let list = parse(Array(text.utf8))
        #expect(
            list.addresses.prefixes.map(\.description) == [
                "192.0.2.7/32", "198.51.100.0/24", "203.0.113.9/32", "203.0.113.10/31", "203.0.113.12/32",
                "2001:db8::/48",
            ])
        #expect(list.tally.lines == 8)
        #expect(list.tally.entries == 5)
        #expect(list.tally.comments == 2)
        #expect(list.tally.junkExamples.map(\.description) == ["line 6: oops\\x0d: \(AddressSyntaxError.notAnAddress)"])
    }

    @Test("A last line without an end is taken or dropped, as asked")
    func lastLine() {
        let text = Array("192.0.2.1\n192.0.2.2".utf8)
        #expect(parse(text, lastLine: .take).addresses.prefixes.map(\.description) == ["192.0.2.1/32", "192.0.2.2/32"])
        let list = parse(text, lastLine: .drop)
        #expect(list.addresses.prefixes.map(\.description) == ["192.0.2.1/32"])
        #expect(list.tally.droppedLastLine == "192.0.2.2")
        #expect(list.tally.lines == 1)
        #expect(parse(text + [0x0a], lastLine: .drop).tally.droppedLastLine == nil)
        #expect(parse([], lastLine: .drop).tally == ListTally())
    }

    @Test("However the bytes arrive, the result is the same", arguments: ["\n", "\r\n"])
    func splits(lineEnd: String) {
        let long = "# " + String(repeating: "x", count: 40)
        let lines = [
            "\u{feff}192.0.2.1", "198.51.100.0/24", "", "192.0.2.3-192.0.2.9", "2001:db8::1", "junk\0", long,
            " 192.0.2.99 ;",
            "2001:db8:1::/48 x", "1.2.3", "255.255.255.255",
        ]
        let bytes = Array(lines.joined(separator: lineEnd).utf8)
        let whole = parse(bytes)
        #expect(whole.tally.lines == lines.count)
        for first in 0...bytes.count {
            for second in [first, (first + bytes.count) / 2, bytes.count] {
                #expect(parse(bytes, splits: [first, second]) == whole)
            }
        }
        #expect(parse(bytes, splits: Array(0...bytes.count)) == whole)
    }

    @Test("Lines around the limit", arguments: [1_023, 1_024, 1_025, 5_000], [0, 7, 1_000, 1_024, 1_025])
    func longLines(length: Int, split: Int) {
        func line(_ start: String) -> [UInt8] {
            Array(start.utf8) + [UInt8](repeating: UInt8(ascii: "x"), count: length - start.utf8.count) + [0x0a]
        }
        let isTooLong = length > ListRules.longestLine
        let entry = parse(line("192.0.2.1 "), splits: [min(split, length)])
        #expect(entry.tally.entries == (isTooLong ? 0 : 1))
        #expect(entry.tally.junk == (isTooLong ? [.tooLong: 1] : [:]))
        let comment = parse(line(" # "), splits: [min(split, length)])
        #expect(comment.tally.comments == 1)
        let junk = parse(line("junk"), splits: [min(split, length)])
        #expect(junk.tally.junk == [isTooLong ? .tooLong : .syntax(.notAnAddress): 1])
    }

    @Test(
        "Blanks do not hide what stands behind them from the limit", arguments: [[], [100], [1_024, 1_025], [1_200]])
    func longBlanks(splits: [Int]) {
        let blanks = [UInt8](repeating: UInt8(ascii: " "), count: 1_100)
        let list = parse(blanks + Array("192.0.2.1\n".utf8) + blanks + [0x0a], splits: splits)
        #expect(list.tally.junk == [.tooLong: 2])
    }

    @Test("Only the first examples are kept, and all is counted")
    func examples() {
        let list = parse(Array(String(repeating: "junk\n", count: 1_000).utf8))
        #expect(list.tally.junkCount == 1_000)
        #expect(list.tally.junkExamples.map(\.line) == Array(1...ListRules.keptProblems))
    }

    @Test("Entries that are too broad are refused and named, however they are written")
    func tooBroad() {
        var rules = ListRules()
        rules.shortestPrefixV4 = 8
        rules.shortestPrefixV6 = 19
        let text = """
            0.0.0.0/0
            10.0.0.0/7
            10.0.0.0/8
            11.0.0.0-12.0.0.0
            ::/0
            2000::/18
            2000::/19
            0.0.0.0-255.255.255.255

            """
        let list = parse(Array(text.utf8), rules: rules)
        #expect(list.addresses.prefixes.map(\.description) == ["10.0.0.0/8", "2000::/19"])
        #expect(list.tally.refused == [.tooBroad: 6])
        #expect(
            list.tally.refusedExamples.map(\.excerpt)
                == text.split(separator: "\n").indices.filter { ![2, 6].contains($0) }
                .map { String(text.split(separator: "\n")[$0]) })
        #expect(list.tally.junk.isEmpty)
        #expect(list.tally.entries == 2)
    }

    @Test("Entries beyond the limit are refused and counted")
    func tooMany() {
        var rules = ListRules()
        rules.maximumEntries = 3
        let text = "192.0.2.1\n192.0.2.2\n192.0.2.0/30\n192.0.2.8\nx\n2001:db8::\n"
        let list = parse(Array(text.utf8), rules: rules)
        #expect(list.addresses.prefixes.map(\.description) == ["192.0.2.0/30"])
        #expect(list.tally.entries == 3)
        #expect(list.tally.refused == [.tooMany: 2])
        #expect(list.tally.junkCount == 1)
    }

    @Test("Every line is counted once", arguments: 0..<30)
    func sums(seed: Int) {
        var addresses = RandomAddresses(seed: seed)
        let lines = (0..<100).map { _ in
            ["", "# x", "junk", "0.0.0.0/3", addresses.address().description].randomElement(using: &addresses.random)
                ?? ""
        }
        var rules = ListRules()
        rules.shortestPrefixV4 = 8
        let list = parse(Array((lines.joined(separator: "\n") + "\n").utf8), rules: rules)
        #expect(list.tally.lines == lines.count)
        #expect(
            list.tally.entries + list.tally.comments + list.tally.junkCount + list.tally.refusedCount == lines.count)
    }
}
