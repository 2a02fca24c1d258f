import Foundation
import Testing

@testable import ThreatAPI

@Suite("Reading JSON from strangers")
struct JSONReaderTests {
    static func read<Result>(
        _ text: String, _ body: (inout JSONReader) throws(JSONFault) -> Result
    ) throws(JSONFault) -> Result {
        let bytes = Array(text.utf8)
        return try bytes.withUnsafeBufferPointer { (bytes) throws(JSONFault) in
            var reader = JSONReader(bytes)
            let result = try body(&reader)
            try reader.expectEnd()
            return result
        }
    }

    @Test(
        "Text is what Foundation reads",
        arguments: [
            #""""#, #""plain""#, #"  "é😀"  "#, #""\"\\\/\b\f\n\r\t""#, #""\u0041\u00e9\ud83d\ude00""#, #""a\u0000b""#,
        ])
    func strings(_ text: String) throws {
        let expected = try JSONDecoder().decode([String].self, from: Data("[\(text)]".utf8))[0]
        #expect(try Self.read(text) { (reader) throws(JSONFault) in try reader.string() } == expected)
    }

    @Test(
        "What is no text is refused",
        arguments: [
            #"""#, #""a"#, #""\""#, #""\x""#, #""\u12""#, #""\u12g4""#, #""\ud83d""#, #""\ud83dx""#, #""\ude00""#,
            "\"a\nb\"", "5", "",
        ])
    func noStrings(_ text: String) {
        #expect(throws: JSONFault.self) { try Self.read(text) { (reader) throws(JSONFault) in try reader.string() } }
    }

    @Test("Whole numbers of 64 bits, and no others")
    func integers() throws {
        for number in [0, -1, 7, .max, .min] as [Int64] {
            #expect(try Self.read(" \(number) ") { (reader) throws(JSONFault) in try reader.integer() } == number)
        }
        #expect(try Self.read("-12.00") { (reader) throws(JSONFault) in try reader.integer() } == -12)
        for text in ["", "-", "01", "1.5", "1.", "1e3", "1.0e0", "9223372036854775808", "+1", ".0", "x", "\"1\""] {
            #expect(throws: JSONFault.self, "\(text)") {
                try Self.read(text) { (reader) throws(JSONFault) in try reader.integer() }
            }
        }
    }

    @Test("Values are passed over whole, however deep up to the limit")
    func skipping() throws {
        let value = #"{"a":[1,-2.5e+3,true,false,null,{"b":"]}"}],"c":{}}"#
        try Self.read(value) { (reader) throws(JSONFault) in try reader.skipValue() }
        for depth in [JSONReader.maximumDepth - 1, JSONReader.maximumDepth, 100_000] {
            let nested = String(repeating: "[", count: depth) + "1" + String(repeating: "]", count: depth)
            let isTaken = (try? Self.read(nested) { (reader) throws(JSONFault) in try reader.skipValue() }) != nil
            #expect(isTaken == (depth < JSONReader.maximumDepth))
        }
        for text in [
            "[1,]", "[1", "[1-2]", "[01]", "[1.]", "[.5]", "[1e]", "[-]", "{\"a\" 1}", "{\"a\":1,}", "{1:2}", "tru",
            "[]]", "",
        ] {
            #expect(throws: JSONFault.self, "\(text)") {
                try Self.read(text) { (reader) throws(JSONFault) in try reader.skipValue() }
            }
        }
    }

    @Test("A member that occurs twice is refused, however it is written")
    func repeated() throws {
        for text in [#"{"a":1,"a":1}"#, #"{"a":1,"b":2,"\u0061":3}"#] {
            #expect(throws: JSONFault("'a' occurs twice")) {
                try Self.read(text) { (reader) throws(JSONFault) in
                    try reader.forEachMember { (_, value) throws(JSONFault) in try value.skipValue() }
                }
            }
        }
    }

    @Test("An object has so many members and no more")
    func members() throws {
        for count in [0, 1, JSONReader.maximumMembers, JSONReader.maximumMembers + 1] {
            let text = "{" + (0..<count).map { "\"\($0)\":\($0)" }.joined(separator: ",") + "}"
            var seen = 0
            let isTaken =
                (try? Self.read(text) { (reader) throws(JSONFault) in
                    try reader.forEachMember { (name, value) throws(JSONFault) in
                        #expect(name == "\(try value.integer())")
                        seen += 1
                    }
                }) != nil
            #expect(isTaken == (count <= JSONReader.maximumMembers) && seen == min(count, JSONReader.maximumMembers))
        }
    }

    /// Nothing traps, and what is taken as a whole value is one to Foundation too.
    @Test("Whatever bytes come", arguments: 0..<20 as Range<UInt64>)
    func fuzz(_ seed: UInt64) {
        var generator = SeededGenerator(seed: seed)
        let start = Array(#"{"ip":"1.2.3.4","category":5,"x":[null,{"y":"\u00e9\n"}],"comment":"é"}"#.utf8)
        for _ in 0..<1000 {
            let bytes = Mutation.apply(to: start, using: &generator)
            _ = try? bytes.withUnsafeBufferPointer { (bytes) throws(RequestError) in try ReportBody.parse(bytes) }
            let isTaken =
                (try? bytes.withUnsafeBufferPointer { (bytes) throws(JSONFault) -> Void in
                    var reader = JSONReader(bytes)
                    try reader.forEachMember { (_, value) throws(JSONFault) in try value.skipValue() }
                    try reader.expectEnd()
                }) != nil
            // Foundation has no numbers as large as an exponent can say.
            if isTaken, !bytes.contains(where: { Array("eE".utf8).contains($0) }) {
                #expect(
                    (try? JSONSerialization.jsonObject(with: Data(bytes))) != nil,
                    "\(String(decoding: bytes, as: UTF8.self))")
            }
        }
    }

    @Test("Batches of sensors, whatever bytes come", arguments: 0..<10 as Range<UInt64>)
    func fuzzBatches(_ seed: UInt64) throws {
        var generator = SeededGenerator(seed: seed)
        let start = try TestVisit.lines(try TestVisit.dropper("45.66.1.1").events)
        #expect(try SensorBatch(ndjson: start).events.count == 5)
        for _ in 0..<300 {
            let bytes = Mutation.apply(to: start, using: &generator)
            do {
                let batch = try SensorBatch(ndjson: bytes)
                #expect(batch.events.count <= bytes.split(separator: UInt8(ascii: "\n")).count)
            } catch {
                #expect(error.status == 400 && error.sentence.hasPrefix("line "))
            }
        }
    }
}
