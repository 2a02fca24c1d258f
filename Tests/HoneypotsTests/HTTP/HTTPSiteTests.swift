import Foundation
import Testing
import ThreatModel

@testable import Honeypots

@Suite("The sites a web server shows")
struct HTTPSiteTests {
    /// What real software writes on every site: a page's words beyond these are the persona's own.
    private static func sentences(_ page: String) -> Set<String> {
        let text = page.replacing(/<[^>]*>/, with: "\n")
        return Set(text.split(separator: "\n").map { $0.trimmingCharacters(in: .whitespaces) }.filter { $0.count > 24 })
    }

    @Test("No sentence of a site stands on another persona's")
    func personas() {
        var seen: [String: UInt64] = [:]
        for seed in UInt64(0)..<40 {
            let persona = Persona(seed: seed)
            guard persona.scene(HTTPScene.self).look != .device else { continue }
            var visit = HTTPVisit(persona)
            for sentence in Self.sentences(visit.get("/").body) {
                #expect(seen[sentence] == nil, "\(sentence): personas \(seed) and \(seen[sentence] ?? 0)")
                seen[sentence] = seed
            }
        }
        #expect(seen.count > 50)
    }

    @Test("Left credentials differ on every sensor")
    func secrets() {
        var seen: Set<String> = []
        var count = 0
        for seed in UInt64(0)..<20 where Persona(seed: seed).scene(HTTPScene.self).look != .device {
            var visit = HTTPVisit(Persona(seed: seed))
            let lines = visit.get("/.env").body.split(separator: "\n").filter {
                $0.contains("PASSWORD=") || $0.contains("KEY") || $0.contains("SECRET")
            }
            #expect(lines.count >= 5)
            count += lines.count
            seen.formUnion(lines.map(String.init))
        }
        #expect(seen.count == count)
    }

    @Test("Links of the front page lead somewhere", arguments: [HTTPPersonas.apache, HTTPPersonas.nginx])
    func links(_ persona: Persona) throws {
        var visit = HTTPVisit(persona)
        let page = visit.get("/").body
        let links = page.matches(of: /href=["']http:\/\/h(\/[^"']*)["']/).map { String($0.output.1) }
        #expect(links.count > 6)
        for link in Set(links) where !link.contains("/plugins/") {
            var visit = HTTPVisit(persona)
            let head = visit.get(link).head
            #expect(head.hasPrefix("HTTP/1.1 200") || head.hasPrefix("HTTP/1.1 405"), "\(link): \(head)")
        }
    }

    @Test("What scanners ask a WordPress for", arguments: [HTTPPersonas.apache, HTTPPersonas.nginx])
    func wordPress(_ persona: Persona) {
        let site = persona.scene(HTTPScene.self).company
        var visit = HTTPVisit(persona)
        #expect(visit.get("/?author=1").head.contains("/author/\(site.authors[0].slug)/"))
        #expect(visit.get("/author/\(site.authors[0].slug)/").head.hasPrefix("HTTP/1.1 200"))
        #expect(visit.get("/wp-json/wp/v2/users").body.contains("\"slug\":\"\(site.authors[0].slug)\""))
        #expect(visit.get("/readme.html").body.contains(site.wordPressVersion))
        #expect(visit.get("/xmlrpc.php").head.hasPrefix("HTTP/1.1 405"))
        #expect(visit.get("/wp-login.php").body.contains("id=\"loginform\""))
        #expect(visit.get("/wp-includes").head.hasPrefix("HTTP/1.1 301"))
        #expect(visit.get("/nothing-here").head.hasPrefix("HTTP/1.1 404"))
    }

    @Test(
        "A payload's print is foreseen where it is plain",
        arguments: [
            ("<?php echo md5('a'); ?>", "0cc175b9c0f1b6a831c399e269772661"),
            ("<?=md5(\"a\")?>", "0cc175b9c0f1b6a831c399e269772661"),
            ("<?php die(7*6+1-2);", "41"), ("<?php print 'x'.\"y\".1; ?>", "xy1"),
            ("<?php echo sha1((('a')));", "86f7e437faa5a7fce15d1ddcb9eaeaea377667b8"),
            ("<?php system('id'); ?>", ""), ("<?php echo \(String(repeating: "(", count: 4000))1", ""),
            ("<?php echo 9223372036854775807+1;", "9223372036854775807"),
            ("", ""), ("<?php echo md5(", ""), ("<?php echo 1;echo 2;", "12"),
        ].map(Payload.init))
    func payloads(_ payload: Payload) { #expect(PHPPayload.output(of: Array(payload.code.utf8)) == payload.output) }

    struct Payload: CustomTestStringConvertible, Sendable {
        var code: String
        var output: String
        var testDescription: String { String(code.prefix(40)) }
        init(_ texts: (String, String)) { (code, output) = texts }
    }

    @Test("Sequences are found where a plain search finds them")
    func positions() {
        var generator = SeededGenerator(seed: 5)
        for _ in 0..<2_000 {
            // Few letters, so that beginnings repeat.
            let bytes = (0..<generator.below(40)).map { _ in UInt8(generator.below(2)) }
            let wanted = (0...generator.below(5)).map { _ in UInt8(generator.below(2)) }
            let slice = bytes[generator.below(bytes.count + 1)...]
            let plain = slice.indices.first { slice[$0...].starts(with: wanted) }
            #expect(HTTPForm.position(of: wanted, in: slice) == plain)
        }
    }

    @Test(
        "Credentials are found where programs put them",
        arguments: [
            ("application/x-www-form-urlencoded", "user=a%40b&pass=c+d", "a@b", "c d"),
            ("application/json", "{\"username\": \"a\", \"password\" : \"b\\\"c\"}", "a", "b\"c"),
            ("application/json; charset=utf-8", "{\"x\":1,\"user\":\"q\",\"pwd\":\"\"}", "q", ""),
            (
                "multipart/form-data; boundary=\"b\"",
                "--b\r\nContent-Disposition: form-data; name=\"log\"\r\n\r\nu\r\n--b\r\nContent-Disposition: form-data; name=\"pwd\"\r\n\r\np\r\n--b--",
                "u", "p"
            ),
        ].map(Login.init))
    func logins(_ login: Login) throws {
        var visit = HTTPVisit(HTTPPersonas.apache)
        let (_, events) = visit.send(
            "POST /x HTTP/1.1\r\nHost: a\r\nContent-Type: \(login.type)\r\nContent-Length: \(login.body.utf8.count)\r\n\r\n\(login.body)"
        )
        let auth = try #require(events.first { $0.kind == .auth })
        #expect(auth.fields["username"] == login.user && auth.fields["password"] == login.password)
        #expect(auth.fields["method"] == "form")
    }

    struct Login: CustomTestStringConvertible, Sendable {
        var type: String
        var body: String
        var user: String
        var password: String
        var testDescription: String { type }
        init(_ texts: (String, String, String, String)) { (type, body, user, password) = texts }
    }
}
