import Detection
import Foundation
import NIOHTTP1
import Testing
import ThreatModel

@testable import ThreatAPI
@testable import WebPages

extension ServerTests {
    @Suite("The catalogue's pages")
    struct CataloguePageTests {
        @Test("Pages and JSON tell the same: how many addresses showed what, and which of the listed ones were last")
        func census() async throws {
            try await TestServer.run { (server) async throws in
                let token = try await server.sensorToken()
                for number in 1...BehaviourCensus.namedCount + 2 {
                    let time = server.clock.now.advanced(by: .seconds(number - 100))
                    let visit = try TestVisit.dropper("45.66.1.\(number)", number: number, at: time)
                    _ = try await server.send(visit.events, token: token)
                }
                let answer = try await server.get("/v1/catalogue?q=sh.dropper_pipe")
                #expect(answer.status == 200 && answer["Content-Type"] == "application/json")
                let behaviours = try #require(try answer.json()["behaviors"] as? [[String: Any]])
                #expect(behaviours.count == 1 && behaviours[0]["addresses"] as? Int == 12)
                #expect(behaviours[0]["listed"] as? Int == 12)
                let detail = try await server.get("/v1/catalogue/sh.dropper_pipe").json()
                let newest = try #require(detail["newestAddresses"] as? [[String: Any]])
                #expect(newest.map { $0["ip"] as? String } == (3...12).reversed().map { "45.66.1.\($0)" })
                let page = try await server.get("/catalogue/sh.dropper_pipe")
                #expect(page.status == 200 && page["Content-Type"] == "text/html; charset=utf-8")
                #expect(page.text.contains("12 addresses, 12 of them listed"))
                #expect(page.text.contains("/appeal?ip=45.66.1.12") && !page.text.contains("/appeal?ip=45.66.1.2\""))
                let list = try await server.get("/catalogue")
                #expect(list.text.contains("12 addresses"))
                // Whom a network is known of is not pilloried.
                let json = try await server.get(
                    "/catalogue?q=sh.dropper_pipe", headers: [("Accept", "application/json")])
                #expect(json.body == answer.body && json["Vary"] == "Accept, Accept-Encoding")
            }
        }

        @Test("Every behaviour has a page and a place in the list")
        func everyBehaviour() async throws {
            try await TestServer.run { (server) async throws in
                let list = try await server.get("/catalogue").text
                for behaviour in try server.core().rules.catalogue.behaviours {
                    #expect(list.contains("href=\"/catalogue/\(behaviour.name)\""), "\(behaviour.name)")
                    let page = try await server.get("/catalogue/\(behaviour.name)")
                    #expect(page.status == 200, "\(behaviour.name)")
                    #expect(page.text.contains("<h1>\(HTML(text: behaviour.title).shown)</h1>"), "\(behaviour.name)")
                }
            }
        }

        /// What a rule's author writes is text, whatever it looks like.
        @Test("Hostile words in rules of the operator's own break no page")
        func hostileRules() async throws {
            let folder = try TemporaryFolder()
            let evil = #"</title><script>alert(1)</script>\"'><img src=x onerror=alert(1)>"#
            let rule = """
                protocols: ssh
                primitives:
                  evil.look: {about: "\(evil)", field: command.command, wildcard: ["*<script>?*</style>*"]}
                behaviours:
                  evil.name:
                    title: "\(evil)"
                    description: "\(evil)"
                    severity: very_high
                    attack: T1105
                    references: ["https://example.com/\\"><script>"]
                    when: {count: evil.look, at_least: 2}
                    examples:
                      - - {command: "x<script>a</style>", times: 3}
                    near_misses:
                      - command: "<script>\\e[2J\\u202egnp"
                """
            try rule.write(toFile: folder.path + "/evil.yaml", atomically: true, encoding: .utf8)
            try await TestServer.run(configure: { $0.ruleFolder = folder.path }) { (server) async throws in
                for path in [
                    "/catalogue", "/catalogue/evil.name", "/catalogue?q=%3Cscript%3E",
                    "/catalogue?q=%22%3E%3Cscript%3E&severity=high",
                    "/catalogue?view=matrix",
                ] {
                    let page = try await server.get(path)
                    #expect(page.status == 200, "\(path)")
                    for word in ["<script", "<img", "onerror=alert(1)>", "</style", "\u{1b}", "\u{202e}"] {
                        #expect(!page.text.contains(word), "\(path): \(word)")
                    }
                }
                let page = try await server.get("/catalogue/evil.name").text
                #expect(page.contains("&lt;/title&gt;&lt;script&gt;alert(1)&lt;/script&gt;"))
                #expect(page.contains("*&lt;script&gt;?*&lt;/style&gt;*") && page.contains("× 3"))
                // An address that is no address is shown and leads nowhere.
                #expect(page.contains("https://example.com/") && !page.contains("href=\"https://example.com"))
                withExtendedLifetime(folder) {}
            }
        }

        @Test("What is refused or not there is told as a page to people, and as JSON to programs")
        func refusals() async throws {
            try await TestServer.run { (server) async throws in
                for (path, status) in [
                    ("/catalogue/no.such", 404), ("/catalogue?severity=worst", 400), ("/appeal/x", 400),
                ] {
                    let page = try await server.get(path)
                    #expect(page.status == status && page["Content-Type"] == "text/html; charset=utf-8", "\(path)")
                    #expect(page["Cache-Control"] == "no-store" && page.text.contains("<h1>"))
                    let json = try await server.get(path, headers: [("Accept", "application/json")])
                    #expect(json.status == status && !json.error.isEmpty, "\(path)")
                }
                let deleted = try await server.send(.DELETE, "/catalogue")
                #expect(
                    deleted.status == 405 && deleted["Allow"] == "GET, HEAD"
                        && deleted.text.hasPrefix("<!doctype html>"))
                #expect(try await server.get("/v1/catalogue/no.such").error.contains("no behaviour"))
                #expect(try await server.get("/v1/catalogue?severity=").status == 400)
                #expect(try await server.get("/assets/nothing.css").error == RequestError.notFound.sentence)
            }
        }

        @Test("Pages go out with a policy that lets nothing run, packed, and with a tag")
        func fields() async throws {
            try await TestServer.run { (server) async throws in
                let paths = ["/catalogue", "/catalogue/sh.dropper_pipe"] + StaticFile.all.map(\.target.text)
                for path in paths {
                    let page = try await server.get(path)
                    for field in PageFields.all { #expect(page["\(field.name)"] == "\(field.value)", "\(path)") }
                    let tag = try #require(page["ETag"], "\(path)")
                    let unchanged = try await server.get(path, headers: [("If-None-Match", tag)])
                    #expect(unchanged.status == 304 && unchanged.body.isEmpty && unchanged["ETag"] == tag, "\(path)")
                    let empty = try await server.head(path)
                    #expect(empty.status == 200 && empty["Content-Length"] == String(page.body.count), "\(path)")
                    guard page.body.count > 2000 else { continue }
                    let packed = try await server.get(path, headers: [("Accept-Encoding", "gzip")])
                    #expect(packed["Content-Encoding"] == "gzip" && packed.body.count * 2 < page.body.count, "\(path)")
                    #expect(try Gunzip.unpack(packed.body) == page.body, "\(path)")
                }
                #expect(try await server.get("/assets/style.css")["Cache-Control"] == "public, max-age=300")
            }
        }
    }
}

extension HTML {
    fileprivate var shown: String { String(decoding: bytes, as: UTF8.self) }
}
