import Testing
import ThreatModel

@testable import Honeypots

@Suite("The sites behind the web server")
struct HTTPSiteTests {
    struct Ask: CustomTestStringConvertible, Sendable {
        var site: WebSite
        var path: String
        var testDescription: String { "\(site) \(path)" }

        /// One path of every place of the catalogue, on each site that has it.
        static let all: [Self] = RouteCatalogue.all.flatMap { route in
            route.places.flatMap { place in
                let path =
                    switch place {
                    case .path(let path): path
                    case .below(let start): start + "x"
                    case .ending(let end): "/x" + end
                    case .containing(let part): "/x" + part + "x"
                    }
                return route.sites.map { Self(site: $0, path: path) }
            }
        }
    }

    /// Status and fields of one answer; nil when it is not well-formed, or its length is not as it says.
    private func parse(_ answer: [UInt8]) -> (status: Int, fields: [(name: String, value: String)])? {
        guard let blank = ASCII.range(of: Array("\r\n\r\n".utf8), in: answer[...]) else { return nil }
        let lines = String(decoding: answer[..<blank.lowerBound], as: UTF8.self).split(separator: "\r\n")
        guard let first = lines.first, first.hasPrefix("HTTP/1."), let status = Int(first.dropFirst(9).prefix(3)) else {
            return nil
        }
        var fields: [(name: String, value: String)] = []
        for line in lines.dropFirst() {
            let parts = line.split(separator: ": ", maxSplits: 1)
            guard parts.count == 2 else { return nil }
            fields.append((parts[0].lowercased(), String(parts[1])))
        }
        var body = answer[blank.upperBound...]
        if let length = fields.first(where: { $0.name == "content-length" }) {
            guard Int(length.value) == body.count else { return nil }
        }
        if fields.contains(where: { $0.name == "transfer-encoding" }) {
            var reader = HTTPBodyReader(chunksKeeping: .max)
            guard (try? reader.read(&body)) != nil, reader.isComplete, body.isEmpty else { return nil }
        }
        return (status, fields)
    }

    @Test("Every place of the catalogue answers in good form", arguments: Ask.all)
    func places(_ ask: Ask) throws {
        for request in [
            "GET \(ask.path) HTTP/1.1\r\nHost: h\r\n\r\n", "GET \(ask.path) HTTP/1.0\r\n\r\n",
            "POST \(ask.path) HTTP/1.1\r\nHost: h\r\nContent-Length: 17\r\n\r\nusername=a&pwd=bc",
        ] {
            var visit = HTTPVisit(ask.site)
            let (text, bytes, events) = visit.send(request)
            let answer = try #require(parse(bytes), "\(text)")
            #expect(answer.status < 500 || ask.site == .device && answer.status == 501, "\(text)")
            #expect(events.contains { $0.kind == .request && $0.fields["path"] == ask.path })
        }
    }

    @Test(
        "A connection serves as many requests as the real server's",
        arguments: [(WebSite.company, 101), (.wordPress, 100)])
    func connections(_ site: WebSite, _ most: Int) {
        var visit = HTTPVisit(site)
        for number in 1...most {
            let answer = visit.get("/robots.txt", fields: "Connection: keep-alive\r\n")
            #expect(answer.contains("Connection: close") == (number == most))
            #expect(visit.isClosed == (number == most))
        }
    }

    @Test("A file that is known already is not sent again", arguments: WebSite.servers)
    func validation(_ site: WebSite) throws {
        var visit = HTTPVisit(site)
        let fields = try #require(parse(visit.send("GET /.git/HEAD HTTP/1.1\r\nHost: h\r\n\r\n").bytes)).fields
        let tag = try #require(fields.first { $0.name == "etag" }).value
        let date = try #require(fields.first { $0.name == "last-modified" }).value
        for known in [
            "If-None-Match: \(tag)\r\n", "If-None-Match: \"x\", \(tag)\r\n", "If-Modified-Since: \(date)\r\n",
        ] {
            let answer = visit.get("/.git/HEAD", fields: known)
            #expect(answer.hasPrefix("HTTP/1.1 304 Not Modified\r\n") && answer.hasSuffix("\r\n\r\n"), "\(answer)")
        }
        #expect(visit.get("/.git/HEAD", fields: "If-None-Match: \"x\"\r\n").hasPrefix("HTTP/1.1 200"))
        #expect(visit.get("/.git/HEAD", fields: "Range: bytes=5-8\r\n").hasSuffix("\r\n\r\nrefs"))
        #expect(visit.get("/.git/HEAD", fields: "Range: bytes=900-\r\n").hasPrefix("HTTP/1.1 200"))
    }

    @Test("Guesses count by credentials, not by requests")
    func guesses() {
        var visit = HTTPVisit(.company, refused: 1)
        let first = "Authorization: Basic YTpi\r\n", second = "Authorization: Basic YTpj\r\n"
        #expect(visit.get("/manager/html", fields: first).hasPrefix("HTTP/1.1 401"))
        #expect(visit.get("/manager/html", fields: first).hasPrefix("HTTP/1.1 401"))
        #expect(visit.get("/manager/html", fields: second).hasPrefix("HTTP/1.1 200"))
    }

    @Test("A folder without its slash leads to the one with it, on the port the client used")
    func folders() {
        var visit = HTTPVisit(.wordPress, port: 8080)
        #expect(visit.get("/wp-includes").contains("\r\nLocation: http://h:8080/wp-includes/\r\n"))
        visit = HTTPVisit(.company, port: 8080)
        #expect(
            visit.send("GET /images HTTP/1.1\r\nHost: h:81\r\n\r\n").answer.contains("Location: http://h:81/images/"))
    }

    @Test("Nobody is sent to another site")
    func redirections() {
        var visit = HTTPVisit(.wordPress)
        let body = "log=a&pwd=b&redirect_to=http://203.0.113.9/"
        let answer = visit.send(
            "POST /wp-login.php HTTP/1.1\r\nHost: h\r\nContent-Length: \(body.utf8.count)\r\n\r\n\(body)"
        ).answer
        #expect(answer.contains("Location: http://h/wp-admin/\r\n"), "\(answer)")
    }

    @Test("A large body that is no form is kept whole")
    func largeBodies() {
        var limits = HoneypotLimits()
        (limits.fieldBytes, limits.bodyBytes) = (100, 300)
        var visit = HTTPVisit(.company, limits: limits)
        let events = visit.send(
            "POST /x HTTP/1.1\r\nHost: h\r\nContent-Length: 400\r\n\r\n" + String(repeating: "b", count: 400)
        ).events
        #expect(events.first { $0.kind == .request }?.fields["body_size"] == "400")
        #expect(events.first { $0.kind == .request }?.fields["truncated"] == "true")
        #expect(events.first { $0.kind == .file }?.content?.count == 300)
    }

    @Test("What a persona shows is its own", arguments: WebSite.allCases)
    func personas(_ site: WebSite) {
        let scenes = (0..<60).map { Persona(seed: $0).website }.filter { $0.site == site }
        #expect(scenes.count >= 3)
        for path in ["/", "/.env", "/.git/config", "/admin/status.asp"] {
            let answers = scenes.compactMap { scene -> String? in
                let head = HTTPHead(
                    raw: [], line: HTTPRequestLine(Array("GET \(path) HTTP/1.0".utf8)[...]), fields: [])
                guard let target = try? HTTPTarget(Array(path.utf8)[...]) else { return nil }
                let request = HTTPRequest(head: head, target: target, body: [])
                let response = scene.answer(
                    to: RouteVisit(request: request, isLetIn: false, port: 80, now: ReplayVisit.start))
                return response.status == .ok ? String(decoding: response.body, as: UTF8.self) : nil
            }
            #expect(Set(answers).count == answers.count, "\(site) \(path)")
        }
    }
}
