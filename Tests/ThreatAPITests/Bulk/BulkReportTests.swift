import IPNetworks
import Testing
import ThreatModel

@testable import ThreatAPI

@Suite("Many reports in one body")
struct BulkReportTests {
    static func csv(_ text: String) throws(RequestError) -> BulkReport {
        try Array(text.utf8).withUnsafeBufferPointer { (bytes) throws(RequestError) in try BulkReport(csv: bytes) }
    }

    static func json(_ text: String) throws(RequestError) -> BulkReport {
        try Array(text.utf8).withUnsafeBufferPointer { (bytes) throws(RequestError) in try BulkReport(json: bytes) }
    }

    // MARK: CSV

    @Test("Rows have the numbers that a spreadsheet shows")
    func rowNumbers() throws {
        let bulk = try Self.csv(
            "IP,category,protocol,comment\n45.66.1.1,brute_force,SSH,\"two\nlines\"\n\n45.66.1.2,4\n,,,\nnonsense,1\n45.66.1.3,99,,"
        )
        #expect(bulk.total == 4)
        #expect(bulk.rows.map(\.number) == [2, 4])
        #expect(bulk.refusals.map(\.row) == [6, 7])
        #expect(bulk.refusals.map(\.ip) == ["nonsense", "45.66.1.3"])
        #expect(bulk.refusals[0].reason == "'ip' must be an IPv4 or IPv6 address")
        #expect(bulk.refusals[1].reason.hasPrefix("'category' is unknown; accepted: brute_force"))
        #expect(
            bulk.rows[0].report
                == Report(
                    address: IPAddress(v4: 0x2d42_0101), category: .bruteForce, protocolName: "ssh",
                    comment: "two\nlines"))
        #expect(bulk.rows[1].report == Report(address: IPAddress(v4: 0x2d42_0102), category: .webExploit))
    }

    @Test(
        "A header is one when it holds neither an address nor a category",
        arguments: [
            ("45.66.1.1,1\n45.66.1.2,2", 2, 0), ("ip,category\n45.66.1.2,2", 1, 0), ("address\n45.66.1.2,2", 1, 0),
            ("45.66.1.999,1\n45.66.1.2,2", 1, 1), ("\n\nip;category\n45.66.1.2;2", 1, 0),
        ])
    func headers(_ text: String, _ accepted: Int, _ rejected: Int) throws {
        let bulk = try Self.csv(text)
        #expect(bulk.rows.count == accepted && bulk.refusals.count == rejected)
    }

    @Test("A header may name the columns in another order")
    func namedColumns() throws {
        let bulk = try Self.csv(
            "Comment;Category;x;IP;reportKind\n\"a;b\";spam;?;2a00::1;automatic\n;spam;;45.66.1.1;nothing")
        #expect(
            bulk.rows.map(\.report) == [
                Report(
                    address: IPAddress(v6: 0x2a00 << 112 | 1), category: .spam, comment: "a;b", kind: .automatic)
            ])
        #expect(bulk.refusals.map(\.ip) == ["45.66.1.1"])
    }

    @Test("Malformed and unreadable rows are refused each for itself")
    func unreadable() throws {
        var bytes = Array("45.66.1.1,1,\"a\"b\n45.66.1.2,1,,".utf8)
        bytes += [0xff, 0x0a] + Array("45.66.1.3,1,,\"open\n45.66.1.4,1".utf8)
        let bulk = try bytes.withUnsafeBufferPointer { (bytes) throws(RequestError) in try BulkReport(csv: bytes) }
        #expect(bulk.rows.isEmpty && bulk.refusals.map(\.row) == [1, 2, 3])
        #expect(bulk.refusals.map(\.ip) == ["45.66.1.1", "45.66.1.2", "45.66.1.3"])
        #expect(bulk.refusals[1].reason == "the row is not UTF-8")
        #expect(bulk.refusals[2].reason.hasPrefix("a quotation mark is not closed"))
    }

    @Test("UTF-16 is not taken for rows")
    func utf16() {
        let bytes: [UInt8] = [0xff, 0xfe, 0x34, 0]
        #expect(throws: RequestError.self) {
            try bytes.withUnsafeBufferPointer { (bytes) throws(RequestError) in try BulkReport(csv: bytes) }
        }
    }

    // MARK: JSON

    @Test("Rows of the wrong shape are refused, and the others taken")
    func shapes() throws {
        let bulk = try Self.json(
            #"""
            {"x":[{}],"reports":[{"ip":"45.66.1.1","category":1,"more":[1,{"a":null}]},7,{"ip":["a"],"category":1},
            {"ip":"45.66.1.2","category":1.5},{"category":"spam"},null,"x",[],
            {"comment":null,"category":"13","ip":"::ffff:45.66.1.3"}], "y":1}
            """#)
        #expect(bulk.total == 9 && bulk.rows.map(\.number) == [1, 9])
        #expect(bulk.rows[1].report == Report(address: IPAddress(v4: 0x2d42_0103), category: .iotTargeted))
        #expect(bulk.refusals.map(\.row) == [2, 3, 4, 5, 6, 7, 8])
        #expect(bulk.refusals.map(\.ip) == [nil, nil, "45.66.1.2", nil, nil, nil, nil])
        #expect(
            bulk.refusals.map(\.reason).prefix(4) == [
                "a JSON object is expected", "'ip' must be text", "a whole number is expected",
                "'ip' is missing: an IPv4 or IPv6 address is needed",
            ])
    }

    @Test(
        "What is no JSON or has no rows is refused as a whole",
        arguments: [
            "", "[]", "{}", #"{"reports":{}}"#, #"{"reports":[{"ip":"45.66.1.1","category":1}"#,
            #"{"reports":[{"ip":"45.66.1.1" "category":1}]}"#, #"{"reports":[],"reports":[]}"#,
            #"{"reports":[1 2]}"#, #"{"reports":[]} x"#, #"{"reports":[{"ip":"\ud800"}]}"#,
        ])
    func unreadableJSON(_ text: String) {
        let error = #expect(throws: RequestError.self) { try Self.json(text) }
        #expect(error?.status == 400)
    }

    // MARK: Limits

    @Test("So many rows and no more", arguments: [false, true])
    func maximum(_ isJSON: Bool) throws {
        func body(_ count: Int) -> String {
            isJSON
                ? #"{"reports":["#
                    + Array(repeating: #"{"ip":"45.66.1.1","category":1}"#, count: count).joined(separator: ",") + "]}"
                : String(repeating: "45.66.1.1,1\n", count: count)
        }
        let full = isJSON ? try Self.json(body(10_000)) : try Self.csv(body(10_000))
        #expect(full.rows.count == 10_000)
        let error = #expect(throws: RequestError.self) {
            _ = isJSON ? try Self.json(body(10_001)) : try Self.csv(body(10_001))
        }
        #expect(error?.status == 413 && error?.sentence == "one request may hold at most 10000 reports")
    }

    @Test("A comment has so many characters, however many bytes one takes")
    func characters() throws {
        let most = String(repeating: "😀", count: 1000)
        // What looks like one character and has no end is many.
        let stacked = "a" + String(repeating: "\u{301}", count: 1000)
        let bulk = try Self.csv("45.66.1.1,1,,\(most)\n45.66.1.2,1,,\(most)x\n45.66.1.3,1,,\(stacked)")
        #expect(bulk.rows.map(\.number) == [1])
        #expect(Set(bulk.refusals.map(\.reason)) == ["'comment' may have at most 1000 characters"])
    }

    @Test("Rows over quota join the refused ones in their order")
    func overQuota() throws {
        var bulk = try Self.csv("45.66.1.1,1\nx,1\n45.66.1.3,1\ny,1\n45.66.1.5,1")
        bulk.refuseRows(from: 1, "enough")
        #expect(bulk.rows.map(\.number) == [1] && bulk.total == 5)
        #expect(bulk.refusals.map(\.row) == [2, 3, 4, 5])
        #expect(bulk.refusals.map(\.ip) == ["x", "45.66.1.3", "y", "45.66.1.5"])
        #expect(
            String(decoding: bulk.json, as: UTF8.self).hasPrefix(#"{"total":5,"accepted":1,"rejected":4,"errors":["#))
    }

    @Test("What a stranger sends as an address is not sent back at length")
    func longAddress() throws {
        let bulk = try Self.json(
            #"{"reports":[{"ip":"\#(String(repeating: "x", count: 5000))","category":1}]}"#)
        #expect(bulk.refusals[0].ip == String(repeating: "x", count: 64))
    }
}
