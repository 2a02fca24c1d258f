import Testing

@testable import ThreatAPI

@Suite("Recognising hot requests")
struct HotRequestTests {
    static func recognise(_ text: String) -> String {
        Array(text.utf8).withUnsafeBytes { bytes in
            switch HotRequest.recognise(bytes) {
            case .incomplete: return "incomplete"
            case .other: return "other"
            case .hot(let request):
                let parts = [request.head.path, request.head.query] + [request.head.authorization].compactMap { $0 }
                return
                    ([request.head.isHead ? "HEAD" : "GET", "\(request.length)"]
                    + parts.map { String(decoding: $0, as: UTF8.self) }).joined(separator: "|")
            }
        }
    }

    @Test("Parts of a request are found where they lie")
    func parts() {
        let check = "GET /v1/key/check/1.2.3.4?verbose=false HTTP/1.1\r\nHost: x\r\nauthorization:  Bearer k \r\n\r\n"
        #expect(Self.recognise(check + "GET") == "GET|\(check.utf8.count)|/v1/key/check/1.2.3.4|verbose=false|Bearer k")
        let head = "HEAD /v1/key/blacklist HTTP/1.1\r\nHost: x\r\n\r\n"
        #expect(Self.recognise(head) == "HEAD|\(head.utf8.count)|/v1/key/blacklist|")
    }

    @Test("Every beginning of one is incomplete, never something else")
    func beginnings() {
        let request = "GET /v1/key/blacklist?key=k HTTP/1.1\r\nHost: x\r\nAccept-Encoding: gzip\r\n\r\n"
        for length in 0..<request.utf8.count {
            #expect(
                Self.recognise(String(decoding: request.utf8.prefix(length), as: UTF8.self)) == "incomplete",
                "\(length)")
        }
    }

    @Test(
        "What is unusual is somebody else's",
        arguments: [
            "POST /v1/key/check/1.2.3.4 HTTP/1.1\r\n\r\n", "GET /v1/key/check/1.2.3.4 HTTP/1.0\r\n\r\n",
            "GET /v1/key/check/1.2.3.4\r\n\r\n", "GET /v1/key/check/1.2.3.4  HTTP/1.1\r\n\r\n",
            "GET /v1/key/check/1.2.3.4 HTTP/1.1\n\n", "GET /v1/key/blacklist/stream HTTP/1.1\r\n\r\n",
            "GET /v1/key/blacklists HTTP/1.1\r\n\r\n", "GET /healthz HTTP/1.1\r\n\r\n",
            "GET /v1/key/check/1 HTTP/1.1\r\nTransfer-Encoding: chunked\r\n\r\n",
            "GET /v1/key/check/1 HTTP/1.1\r\nContent-Length: 5\r\n\r\n",
            "GET /v1/key/check/1 HTTP/1.1\r\ncontent-length: 0\r\nContent-Length: 5\r\n\r\n",
            "GET /v1/key/check/1 HTTP/1.1\r\nExpect: x\r\n\r\n", "GET /v1/key/check/1 HTTP/1.1\r\nUpgrade: x\r\n\r\n",
            "GET /v1/key/check/1 HTTP/1.1\r\nConnection: close\r\n\r\n",
            "GET /v1/key/check/1 HTTP/1.1\r\nAuthorization: a\r\nAuthorization: b\r\n\r\n",
            "GET /v1/key/check/1 HTTP/1.1\r\nIf-None-Match: a\r\nIf-None-Match: b\r\n\r\n",
            "GET /v1/key/check/1 HTTP/1.1\r\n folded\r\n\r\n", "GET /v1/key/check/1 HTTP/1.1\r\nName : x\r\n\r\n",
            "GET /v1/key/check/1 HTTP/1.1\r\n\r\n", "GET /v1/key/check/1 HTTP/1.1\r\nHost: x\r\nhost: x\r\n\r\n",
            "GET /v1/key/check/1 HTTP/1.1\r\nHost: x\r\nX: a\rb\r\n\r\n",
            "GET /v1/key/check/1 HTTP/1.1\r\nHost: x\r\nX: a\u{0}b\r\n\r\n",
            "GET /v1/key/check/1 HTTP/1.1\r\nHost: x\r\nX: \u{7f}\r\n\r\n",
            "GET /v1/key/check/1 HTTP/1.1\r\nHost: x\r\nX(: y\r\n\r\n",
            "GET /v1/key/check/1 HTTP/1.1\r\nHost: x\r\n" + String(repeating: "X: y\r\n", count: 64) + "\r\n",
            "GET /v1/key/check/1 HTTP/1.1\r\nHost: x\r\nX-Forwarded-For: 1.1.1.1\r\nX-Forwarded-For: 1.1.1.2\r\n\r\n",
            "GET /v1/key/check/1 HTTP/1.1\r\n: x\r\n\r\n", "GET /v1/key/check/1#x HTTP/1.1\r\n\r\n",
        ])
    func unusual(_ text: String) {
        #expect(Self.recognise(text) == "other")
    }

    @Test("A head beyond the limit is not waited for")
    func endless() {
        let text = "GET /v1/key/check/1 HTTP/1.1\r\nX: " + String(repeating: "y", count: HotRequest.maximumHeadLength)
        #expect(Self.recognise(text) == "other")
    }

    /// Nothing traps, and nothing is recognised in what it is given that does not end where it says.
    @Test("Whatever bytes come", arguments: 0..<20 as Range<UInt64>)
    func fuzz(_ seed: UInt64) {
        var generator = SeededGenerator(seed: seed)
        let start = Array(
            "GET /v1/key/check/::1?exclude=ip HTTP/1.1\r\nHost: x\r\nAuthorization: Bearer k\r\nIf-None-Match: *\r\n\r\n"
                .utf8)
        for _ in 0..<2000 {
            let bytes = Mutation.apply(to: start, using: &generator)
            bytes.withUnsafeBytes { buffer in
                guard case .hot(let request) = HotRequest.recognise(buffer) else { return }
                #expect(request.length <= bytes.count)
                #expect(bytes[..<request.length].suffix(4) == [13, 10, 13, 10])
            }
        }
    }
}
