import Testing
import ThreatModel

@testable import Honeypots

/// What a visitor may cost, and what is answered when it is too much.
@Suite("Limits of HTTP")
struct HTTPLimitTests {
    @Test(
        "Lines, headers and lengths beyond the server's limits",
        arguments: [
            (
                "GET /\(String(repeating: "a", count: 9_000)) HTTP/1.1\r\nHost: a\r\n\r\n", "414 Request-URI Too Long",
                "capacity\nlimit"
            ),
            (
                "GET / HTTP/1.1\r\nX: \(String(repeating: "a", count: 9_000))\r\n\r\n", "400 Bad Request",
                "header field exceeds"
            ),
            (
                "GET / HTTP/1.1\r\nHost: a\r\n\(String(repeating: "X: 1\r\n", count: 150))\r\n", "400 Bad Request",
                "number of request header"
            ),
            (
                "POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 9999999999\r\n\r\n", "413 Request Entity",
                "capacity limit"
            ),
            (
                "POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 99999999999999999999\r\n\r\n", "400 Bad Request",
                "could not understand"
            ),
            ("POST / HTTP/1.1\r\nHost: a\r\nContent-Length: -1\r\n\r\n", "400 Bad Request", "could not understand"),
            ("POST / HTTP/1.1\r\nHost: a\r\nContent-Length: +1\r\n\r\n", "400 Bad Request", "could not understand"),
            ("GET / HTTP/1.1\r\n\r\n", "400 Bad Request", "could not understand"),
            ("GET / HTTP/1.1\r\nHost: a\r\nHost: b\r\n\r\n", "400 Bad Request", "could not understand"),
        ].map(Refusal.init))
    func refusals(_ refusal: Refusal) {
        var visit = HTTPVisit(HTTPPersonas.apache)
        let (answer, _) = visit.send(refusal.request)
        #expect(answer.hasPrefix("HTTP/1.1 \(refusal.status)"))
        #expect(answer.contains(refusal.sentence), "\(answer.prefix(600))")
        #expect(visit.isClosed)
    }

    struct Refusal: CustomTestStringConvertible, Sendable {
        var request: String
        var status: String
        var sentence: String
        var testDescription: String { "\(request.prefix(40).replacing("\r\n", with: " ")) \(request.utf8.count)" }
        init(_ texts: (String, String, String)) { (request, status, sentence) = texts }
    }

    @Test("A head of 64 KiB is refused, and what there is of it is on record")
    func largeHead() throws {
        var visit = HTTPVisit(HTTPPersonas.nginx)
        let header = "X-A: \(String(repeating: "a", count: 8_000))\r\n"
        let (answer, events) = visit.send("GET /x HTTP/1.1\r\nHost: a\r\n" + String(repeating: header, count: 20))
        #expect(answer.contains("Request Header Or Cookie Too Large"))
        let request = try #require(events.first { $0.kind == .request })
        #expect(request.fields["path"] == "/x")
        #expect((request.fields["headers"]?.utf8.count ?? 0) > 60_000)
    }

    @Test("Of a long body the beginning is kept, and the connection stays in step")
    func longBody() throws {
        var limits = HoneypotLimits()
        limits.bodyBytes = 1000
        limits.fieldBytes = 100
        var visit = HTTPVisit(HTTPPersonas.apache, limits: limits)
        _ = visit.send("PUT /a HTTP/1.1\r\nHost: a\r\nContent-Length: 5000\r\n\r\n")
        let (answer, events) = visit.send(
            String(repeating: "b", count: 5000) + "GET /none HTTP/1.1\r\nHost: a\r\n\r\n")
        #expect(answer.contains("405 Method Not Allowed") && answer.contains("404 Not Found"))
        let put = try #require(events.first { $0.kind == .request })
        #expect(put.fields["body_size"] == "5000" && put.fields["truncated"] == "true")
        #expect(put.fields["body"]?.utf8.count == 100 && put.fields["body_sha256"] == nil)
        #expect(events.first { $0.kind == .file }?.content?.count == 1000)
    }

    @Test("A connection ends after as many requests as the server allows")
    func requests() {
        var visit = HTTPVisit(HTTPPersonas.apache)
        let (answer, events) = visit.send(String(repeating: "GET /none HTTP/1.1\r\nHost: a\r\n\r\n", count: 150))
        #expect(events.count { $0.kind == .request } == 100)
        #expect(answer.contains("Connection: close") && visit.isClosed)
    }

    @Test("Output stops at its budget")
    func output() {
        var limits = HoneypotLimits()
        limits.outputBytes = 500
        var visit = HTTPVisit(HTTPPersonas.nginx, limits: limits)
        let (answer, _) = visit.send(String(repeating: "GET /none HTTP/1.1\r\nHost: a\r\n\r\n", count: 5))
        #expect(answer.utf8.count == 500)
        #expect(visit.isClosed)
    }

    @Test("A chunked body does not claim more than it may have")
    func chunks() {
        for size in ["ffffffffffff", "fffffffffffff", "40000001"] {
            var visit = HTTPVisit(HTTPPersonas.apache)
            let (answer, _) = visit.send("POST / HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\n\(size)\r\n")
            #expect(answer.hasPrefix("HTTP/1.1 4"), "\(size)")
            #expect(visit.isClosed)
        }
    }
}
