import Foundation
import IPNetworks
import Testing
import ThreatModel

@testable import ThreatAPI

@Suite("Lines of the access log")
struct AccessLogLineTests {
    static func line(
        path: [UInt8] = Array("/v1/key/check/192.0.2.9".utf8), query: [UInt8] = [], agent: [UInt8]? = nil,
        client: String? = "192.0.2.1", credential: Int64? = 7
    ) -> [UInt8] {
        path.withUnsafeBytes { path in
            query.withUnsafeBytes { query in
                (agent ?? []).withUnsafeBytes { userAgent in
                    var line = JSONWriter()
                    AccessLogLine.append(
                        AccessLogEntry(
                            time: Timestamp(milliseconds: 1_795_337_200_960), client: client.flatMap { IPAddress($0) },
                            method: "GET", path: path, query: query, status: 200, bytes: 512,
                            duration: .microseconds(1_000_021), credential: credential,
                            userAgent: agent == nil ? nil : userAgent, id: RequestID(number: 0xf1)),
                        to: &line)
                    return line.bytes
                }
            }
        }
    }

    static func object(_ line: [UInt8]) throws -> [String: Any] {
        try #require(try JSONSerialization.jsonObject(with: Data(line)) as? [String: Any])
    }

    static func path(_ path: String, _ query: String) throws -> String {
        try #require(try object(line(path: Array(path.utf8), query: Array(query.utf8)))["path"] as? String)
    }

    @Test("A line has everything, in one order")
    func whole() {
        #expect(
            String(decoding: Self.line(query: Array("verbose=false".utf8), agent: Array("curl/8".utf8)), as: UTF8.self)
                == #"{"time":1795337200960,"request":"00000000000000f1","client":"192.0.2.1","method":"GET","#
                + #""path":"/v1/key/check/192.0.2.9?verbose=false","status":200,"bytes":512,"duration_us":1000021,"#
                + #""key":"7","user_agent":"curl/8"}"# + "\n")
        #expect(String(decoding: Self.line(client: nil, credential: nil), as: UTF8.self).contains(#""client":null"#))
    }

    static let secret = "sk_free_0123456789abcdefghijklmnopqrstuv"

    @Test(
        "No way of writing a key leaves it in the log",
        arguments: [
            ("/v1/key/blacklist", "key=\(secret)"), ("/v1/key/blacklist", "plaintext=true&key=\(secret)&limit=5"),
            ("/v1/key/blacklist", "k%65y=\(secret)"),
            ("/v1/key/blacklist", "key=s%6b_free_0123456789abcdefghijklmnopqrstuv"),
            ("/v1/key/blacklist", "KEY=\(secret)"), ("/v1/key/blacklist", "other=\(secret)"),
            ("/v1/key/check/\(secret)", ""), ("/\(secret)/x", "a=b"),
            ("/s%6B_free_0123456789abcdefghijklmnopqrstuv", ""),
            ("/v1/key/blacklist", "token=0123456789abcdefghijklmnopqrstuv"),
            ("/v1/key/blacklist", String(repeating: "a=b&", count: 2000) + "key=\(secret)"),
        ])
    func redaction(_ path: String, _ query: String) throws {
        let line = String(decoding: Self.line(path: Array(path.utf8), query: Array(query.utf8)), as: UTF8.self)
        #expect(!line.contains("abcdefghijkl"))
    }

    @Test("What is no key is left as it was sent")
    func untouched() throws {
        #expect(
            try Self.path("/v1/key/blacklist", "onlyCountries=DE,FR&minSeverity=very_high&x=%41")
                == "/v1/key/blacklist?onlyCountries=DE,FR&minSeverity=very_high&x=%41")
    }

    @Test(
        "Whatever a client sends, it is one line of JSON, bounded, in visible ASCII", arguments: 0..<20 as Range<UInt64>
    )
    func hostile(_ seed: UInt64) throws {
        var generator = SeededGenerator(seed: seed)
        func bytes(upTo count: Int) -> [UInt8] {
            let alphabet: [UInt8] = [
                0, 7, 10, 13, 27, 34, 92, 37, 38, 61, 95, 115, 107, 127, 0xc3, 0xa9, 0xff, 0xe2, 0x80,
            ]
            return (0..<Int.random(in: 0...count, using: &generator)).map { _ in
                Bool.random(using: &generator)
                    ? alphabet[Int.random(in: 0..<alphabet.count, using: &generator)]
                    : UInt8.random(in: 32...126, using: &generator)
            }
        }
        for _ in 0..<10 {
            let line = Self.line(path: bytes(upTo: 5000), query: bytes(upTo: 5000), agent: bytes(upTo: 1000))
            #expect(line.count <= AccessLogLine.maximumLength)
            #expect(line.last == 10 && line.dropLast().allSatisfy { $0 >= 0x20 && $0 < 0x7f })
            let object = try Self.object(line)
            #expect(((object["user_agent"] as? String)?.count ?? 0) <= 256)
        }
    }

    @Test("A long User-Agent is cut, also within a character")
    func cut() throws {
        let agent = Array(String(repeating: "x", count: 255).utf8) + Array("é and more".utf8)
        let object = try Self.object(Self.line(agent: agent))
        #expect((object["user_agent"] as? String)?.hasPrefix(String(repeating: "x", count: 255)) == true)
        #expect((object["user_agent"] as? String)?.count == 256)
    }
}
