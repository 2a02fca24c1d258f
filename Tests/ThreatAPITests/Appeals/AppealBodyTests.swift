import IPNetworks
import Testing

@testable import ThreatAPI

/// What must hold for every body of an appeal, whatever its bytes.
enum AppealBodyFuzz {
    /// The first promise that is broken for `bytes`, if any.
    static func violation(in bytes: [UInt8]) -> String? {
        bytes.withUnsafeBufferPointer { bytes in
            do throws(RequestError) {
                let body = try AppealBody(bytes)
                guard body.reason.unicodeScalars.count <= AppealLimits.maximumReasonLength, !body.reason.isEmpty else {
                    return "a reason of \(body.reason.unicodeScalars.count) characters"
                }
                guard (body.contact?.unicodeScalars.count ?? 1) <= AppealLimits.maximumContactLength else {
                    return "a contact that is too long"
                }
                return nil
            } catch {
                return error.status == 400 && !error.sentence.isEmpty ? nil : "refused with \(error.status)"
            }
        }
    }
}

@Suite("The body of an appeal")
struct AppealBodyTests {
    static let whole = #"{"ip":"45.66.1.2","reason":"ours since May","contact":"noc@example.com","x":[1,{"y":null}]}"#

    private static func parse(_ json: String) throws -> AppealBody {
        try Array(json.utf8).withUnsafeBufferPointer { try AppealBody($0) }
    }

    @Test func parts() throws {
        let body = try Self.parse(Self.whole)
        #expect(
            "\(body.address)" == "45.66.1.2" && body.reason == "ours since May" && body.contact == "noc@example.com")
        #expect(try Self.parse(#"{"ip":"::1","reason":"x","contact":null}"#).contact == nil)
        #expect(try Self.parse(#"{"ip":"::1","reason":"x","contact":""}"#).contact == nil)
        let longest = String(repeating: "😀", count: 2000)
        #expect(try Self.parse(#"{"ip":"::1","reason":"\#(longest)"}"#).reason == longest)
    }

    @Test(
        "What is wrong is named",
        arguments: [
            ("", "the body is not an appeal: a JSON object"), (#"{"reason":"x"}"#, "'ip' is missing"),
            (#"{"ip":"45.66.1","reason":"x"}"#, "'ip' must be an IPv4 or IPv6 address"),
            (#"{"ip":"45.66.1.2"}"#, "'reason' is missing"),
            (#"{"ip":"45.66.1.2","reason":" \n"}"#, "'reason' is missing"),
            (#"{"ip":7,"reason":"x"}"#, "the body is not an appeal: 'ip' must be text"),
            (#"{"ip":"::1","ip":"::1","reason":"x"}"#, "the body is not an appeal: 'ip' occurs twice"),
            (
                #"{"ip":"::1","reason":"\#(String(repeating: "x", count: 2001))"}"#,
                "'reason' may have at most 2000 characters"
            ),
            (
                #"{"ip":"::1","reason":"x","contact":"\#(String(repeating: "ä", count: 255))"}"#,
                "'contact' may have at most 254 characters"
            ),
        ])
    func refused(_ json: String, _ sentence: String) {
        #expect {
            try Self.parse(json)
        } throws: { error in
            (error as? RequestError)?.sentence.hasPrefix(sentence) == true
        }
    }

    @Test("Promises are kept whatever bytes come", arguments: 0..<10 as Range<UInt64>)
    func promises(_ seed: UInt64) {
        var generator = SeededGenerator(seed: seed)
        for _ in 0..<400 {
            var bytes = Array(Self.whole.utf8)
            for _ in 0..<Int.random(in: 1...4, using: &generator) {
                let place = Int.random(in: 0..<bytes.count, using: &generator)
                switch Int.random(in: 0..<3, using: &generator) {
                case 0: bytes[place] = UInt8.random(in: 0...255, using: &generator)
                case 1: bytes.remove(at: place)
                default: bytes.insert(contentsOf: bytes[place...].prefix(9), at: place)
                }
            }
            #expect(AppealBodyFuzz.violation(in: bytes) == nil)
        }
    }
}
