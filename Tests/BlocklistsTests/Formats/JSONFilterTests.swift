import Foundation
import IPNetworks
import Testing

@testable import Blocklists

struct JSONFilterTests {
    /// The lines that JSON becomes, in pieces of every size.
    private func lines(_ text: String, _ pattern: String) throws -> [String] {
        let pattern = try #require(JSONPattern(pattern))
        let bytes = Array(text.utf8)
        var results: Set<[String]> = []
        for size in [1, 2, 5, max(1, bytes.count)] {
            var filter = JSONFilter(pattern)
            var lines: [UInt8] = []
            for start in stride(from: 0, to: bytes.count, by: size) {
                try filter.consume(bytes[start..<min(start + size, bytes.count)].span, into: &lines)
            }
            try filter.finish(into: &lines)
            results.insert(String(decoding: lines, as: UTF8.self).split(separator: "\n").map(String.init))
        }
        #expect(results.count == 1, "the pieces in which JSON arrives make no difference")
        return try #require(results.first)
    }

    @Test(arguments: [
        (#"["45.40.0.1", "45.40.0.2"]"#, "/*", ["45.40.0.1", "45.40.0.2"]),
        (#"["45.40.0.1", "45.40.0.2"]"#, "/1", ["45.40.0.2"]),
        (
            #"{"data": [{"ip": "45.40.0.1", "n": {"ip": "x"}}, {"n": 1}, {"ip": "45.40.0.2"}]}"#, "/data/*/ip",
            ["45.40.0.1", "45.40.0.2"]
        ),
        (#"{"a/b": {"m~n": "45.40.0.1"}, "a": {"b": "x"}}"#, "/a~1b/m~0n", ["45.40.0.1"]),
        (
            #"{"cidr":"45.40.0.0/16"}"# + "\n" + #"{"cidr":"45.41.0.0/16"}"# + "\n" + #"{"type":"metadata"}"# + "\n",
            "/cidr", ["45.40.0.0/16", "45.41.0.0/16"]
        ),
        (#"{"v": {"ipv4": [["45.40.0.1"], ["45.40.0.2"]]}}"#, "/v/ipv4/*/*", ["45.40.0.1", "45.40.0.2"]),
        (#"{"ip": "45\u002e40\u002E0.1\/32"}"#, "/ip", ["45.40.0.1/32"]),
        ("\u{feff}{\"ip\": \"45.40.0.1\"}", "/ip", ["45.40.0.1"]),
        (#"{"\u0069p": "45.40.0.1", "ip": "a\nb"}"#, "/ip", ["45.40.0.1", "a?b"]),
        (#"[1, null, {"a": "b"}, [], "", true, -1.5e+3]"#, "/*", ["1", "null", "{", "[", "\"\"", "true", "-1.5e+3"]),
        ("[[], {}, [{}]]", "/*/*", ["{"]),
    ])
    func valuesAtAPointer(_ text: String, _ pattern: String, _ expected: [String]) throws {
        #expect(try lines(text, pattern) == expected)
    }

    @Test(arguments: [
        (#"{"data": []}"#, "/data/*/ip", "no value at /data/*/ip"), (#"{"ip": "45.40.0.1""#, "/ip", "cut"),
        (#"["45.40.0.1"#, "/*", "cut"), ("[1,]", "/*", "no JSON"), (#"{"a" 1}"#, "/a", "no JSON"),
        (#"{1: 2}"#, "/1", "no JSON"), ("[1}", "/*", "no JSON"), ("]", "", "no JSON"), (#"["\x"]"#, "/*", "no JSON"),
        ("[\"a\nb\"]", "/*", "no JSON"), (#"["\u12g4"]"#, "/*", "no JSON"), ("[1 2]", "/*", "no JSON"),
        (String(repeating: "[", count: 100), "/*", "too deeply"),
    ])
    func whatIsNoJSONIsRefused(_ text: String, _ pattern: String, _ words: String) {
        let refusal = #expect(throws: ListRefusal.self) { try lines(text, pattern) }
        #expect(refusal?.description.contains(words) == true, "\(String(describing: refusal))")
    }

    @Test(arguments: ["ip", "/~", "/a~2", "/" + String(repeating: "a", count: 600), String(repeating: "/a", count: 40)])
    func whatIsNoPointer(_ text: String) { #expect(JSONPattern(text) == nil) }

    /// Foundation's reading of random JSON, against this one.
    @Test(arguments: 1...30 as ClosedRange<UInt64>)
    func isWhatFoundationReads(_ seed: UInt64) throws {
        var random = SeededGenerator(seed: seed)
        let rows = (0..<20).map { _ -> [String: Any] in
            let ip = "45.\(Int.random(in: 0...255, using: &random)).0.\(Int.random(in: 0...255, using: &random))"
            let noise: [Any] = [1.5, "a\"\\\u{1}ü", NSNull(), ["x": ["ip": "no"]], [["ip": 1]], true]
            return Bool.random(using: &random)
                ? ["ip": ip, "z": noise.randomElement(using: &random) ?? 0]
                : ["other": noise.randomElement(using: &random) ?? 0]
        }
        let options: JSONSerialization.WritingOptions = Bool.random(using: &random) ? [.prettyPrinted] : []
        let data = try JSONSerialization.data(withJSONObject: ["data": rows, "n": 1], options: options)
        let expected = rows.compactMap { $0["ip"] as? String }
        guard !expected.isEmpty else { return }
        #expect(try lines(String(decoding: data, as: UTF8.self), "/data/*/ip") == expected)
    }
}
