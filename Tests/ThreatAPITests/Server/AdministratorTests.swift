import Foundation
import NIOHTTP1
import Store
import Testing
import ThreatModel

@testable import ThreatAPI

extension ServerTests {
    @Suite("What only an administrator sees")
    struct AdministratorTests {
        static func basic(_ key: String) -> [(String, String)] {
            [("Authorization", "Basic " + Data("me:\(key)".utf8).base64EncodedString())]
        }

        static func paths(_ blob: TestBlob) -> [String] {
            [
                "/v1/admin/blobs", "/v1/admin/blobs/\(blob.name)", "/admin/files", "/admin/files/\(blob.name)",
                "/admin/files/\(blob.name)/content",
            ]
        }

        @Test("Nobody else learns anything, whoever asks and however")
        func everybodyElse() async throws {
            try await TestServer.run { (server) async throws in
                let blob = TestBlob.recording
                let token = try await server.sensorToken()
                #expect(try await server.put(blob, token: token).status == 201)
                let trusted = try await server.administration.createAccount(named: "friend", trusted: true)
                let friend = try await server.administration.createKey(
                    forAccount: trusted.name, tier: "operator", label: ""
                ).secret.text
                let keys = [
                    nil, try await server.key(), try await server.key(tier: "operator"), friend, token,
                    "ak_" + String(repeating: "a", count: 40),
                ]
                let unknown = TestBlob("is not there")
                for path in Self.paths(blob) + Self.paths(unknown) {
                    for key in keys {
                        let fields = key.map { [[("Authorization", "Bearer \($0)")], Self.basic($0)] } ?? [[]]
                        for headers in fields {
                            let answer = try await server.get(path, headers: headers)
                            #expect(answer.status == 401, "\(path)")
                            #expect(!answer.text.contains("uid=0") && !answer.text.contains("45.66.1.2"))
                            let isPage = path.hasPrefix("/admin")
                            #expect(
                                answer["WWW-Authenticate"]
                                    == (isPage ? "Basic realm=\"Sikker\", charset=\"UTF-8\"" : "Bearer"))
                        }
                    }
                    let inQuery = try await server.get(path + "?key=\(try await server.administratorKey())")
                    #expect(inQuery.status == 401)
                    for method in ["POST", "DELETE"] {
                        let answer = try await server.send(.init(rawValue: method), path, body: [1])
                        #expect(answer.status == 405)
                    }
                }
            }
        }

        @Test("A key that was disabled, has ended, or was replaced opens nothing any more; and none opens the API")
        func states() async throws {
            try await TestServer.run { (server) async throws in
                let path = "/v1/admin/blobs"
                let made = try await server.administration.createAdministratorKey(
                    label: "x", expiresAt: server.clock.now.advanced(by: .seconds(100)))
                try await server.refreshIdentities()
                let key = made.secret.text
                #expect(key.hasPrefix("ak_") && made.credential.kind == .administratorKey)
                #expect(try await server.get(path, key: key).status == 200)
                // Programs send it as programs do.
                #expect(try await server.get(path, headers: Self.basic(key)).status == 401)
                for other in ["/v1/key/check/45.66.1.2", "/v1/key/status", "/v1/key/blacklist"] {
                    #expect(try await server.get(other, key: key).status == 401)
                }
                let second = try await server.administration.rotateCredential(made.credential.id).secret.text
                try await server.refreshIdentities()
                #expect(try await server.get(path, key: key).status == 403)
                #expect(try await server.get("/admin/files", headers: Self.basic(key)).status == 403)
                #expect(try await server.get(path, key: second).status == 200)
                server.clock.advance(by: .seconds(100))
                #expect(try await server.get(path, key: second).error == "this administrator's key has expired")
                let third = try await server.administratorKey()
                try await server.administration.disableCredential(made.credential.id + 1)
                try await server.refreshIdentities()
                #expect(try await server.get(path, key: third).status == 403)
            }
        }

        @Test("A file comes as it was left, and no browser shows it")
        func download() async throws {
            try await TestServer.run { (server) async throws in
                let (token, key) = (try await server.sensorToken(), try await server.administratorKey())
                let blob = TestBlob("<script>alert(1)</script>" + String(repeating: "x", count: 600_000))
                #expect(try await server.put(blob, token: token).status == 201)
                for answer in [
                    try await server.get("/v1/admin/blobs/\(blob.name)", key: key),
                    try await server.get("/admin/files/\(blob.name)/content", headers: Self.basic(key)),
                ] {
                    #expect(answer.status == 200 && answer.body == blob.bytes)
                    #expect(answer["Content-Type"] == "application/octet-stream")
                    #expect(answer["Content-Disposition"] == "attachment; filename=\"\(blob.name).bin\"")
                    #expect(answer["X-Content-Type-Options"] == "nosniff" && answer["Cache-Control"] == "no-store")
                    #expect(answer["Content-Security-Policy"]?.contains("default-src 'none'") == true)
                    #expect(answer["Content-Length"] == "\(blob.bytes.count)")
                }
                let head = try await server.head("/v1/admin/blobs/\(blob.name)", key: key)
                #expect(head.status == 200 && head["Content-Length"] == "\(blob.bytes.count)")
                #expect(try await server.get("/v1/admin/blobs/\(TestBlob("no").name)", key: key).status == 404)
                #expect(try await server.get("/v1/admin/blobs/nonsense", key: key).status == 400)
                // Somebody removed it by hand.
                let path = try server.core().blobs.folder.path + "/1/" + blob.name
                try FileManager.default.removeItem(atPath: path)
                #expect(try await server.get("/v1/admin/blobs/\(blob.name)", key: key).status == 404)
                #expect(try await server.listedBlobs(key: key).names.isEmpty)
                #expect(try await server.put(blob, token: token).status == 201)
            }
        }

        @Test("The list says what there is, page by page, and what an address left")
        func list() async throws {
            try await TestServer.run { (server) async throws in
                let (token, key) = (try await server.sensorToken(), try await server.administratorKey())
                var names: [String] = []
                for number in 1...7 {
                    let blob = TestBlob(number: number, size: 10)
                    #expect(try await server.put(blob, token: token).status == 201)
                    server.clock.advance(by: .seconds(1))
                    names.insert(blob.name, at: 0)
                }
                var seen: [String] = []
                var query = "?limit=3"
                while true {
                    let page = try await server.listedBlobs(query, key: key)
                    seen += page.names
                    guard let next = page.next else { break }
                    query = "?limit=3&before=\(next)"
                }
                #expect(seen == names)

                #expect(try await server.put(.recording, token: token).status == 201)
                var visit = try TestVisit(of: "45.66.1.2")
                visit.add(.connect)
                visit.add(.file, ["path": "/tmp/x", "sha256": names[2]])
                visit.add(.file, ["how": "terminal", "sha256": TestBlob.recording.name])
                visit.add(.file, ["sha256": TestBlob("was never sent").name])
                visit.add(.file, ["sha256": names[2]])
                #expect(try await server.send(visit.events, token: token).status == 200)
                let left = try await server.get("/v1/admin/blobs?ip=45.66.1.2", key: key)
                #expect(
                    left.text.hasPrefix(
                        """
                        {"blobs":[{"sha256":"\(TestBlob.recording.name)","bytes":\(TestBlob.recording.bytes.count),\
                        "receivedAt":"\(server.clock.now.rfc3339)","sensor":{"id":"1","label":"sensor"},\
                        "recording":{"beganAt":"2026-03-02T09:00:00.000Z","title":"ssh 45.66.1.2 <b>","columns":80,"rows":24}},\
                        {"sha256":"\(names[2])","bytes":10,
                        """), "\(left.text)")
                #expect(left.text.hasSuffix("\"recording\":null}],\"next\":null}\n"))
                #expect(left["Cache-Control"] == "no-store")
                #expect(try await server.listedBlobs("?ip=45.66.1.3", key: key).names.isEmpty)
                #expect(try await server.listedBlobs("?ip=45.66.1.2&limit=1", key: key).next != nil)
                for query in ["ip=x", "limit=0", "limit=101", "before=x", "before=1-x", "ip=1.2.3.4&ip=1.2.3.4"] {
                    #expect(try await server.get("/v1/admin/blobs?" + query, key: key).status == 400, "\(query)")
                }
            }
        }

        @Test("Pages show it, a recording is played and can be read, and nothing that a visitor wrote runs")
        func pages() async throws {
            try await TestServer.run { (server) async throws in
                let (token, key) = (try await server.sensorToken(), try await server.administratorKey())
                let blob = TestBlob("#!/bin/sh\n")
                for file in [blob, .recording] { #expect(try await server.put(file, token: token).status == 201) }
                func page(_ path: String) async throws -> TestResponse {
                    let answer = try await server.get(path, headers: Self.basic(key))
                    #expect(answer["Cache-Control"] == "no-store" && answer["X-Frame-Options"] == "DENY")
                    #expect(!answer.text.contains("<script>") && !answer.text.contains("<b>"), "\(path)")
                    return answer
                }
                let list = try await page("/admin/files")
                #expect(list.status == 200)
                #expect(list.text.contains("Recording: ssh 45.66.1.2 &lt;b>") || list.text.contains("&lt;b&gt;"))
                #expect(list.text.contains("/admin/files/\(blob.name)"))
                #expect(list["Content-Security-Policy"]?.contains("script-src") == false)

                let played = try await page("/admin/files/\(TestBlob.recording.name)")
                #expect(played.status == 200)
                #expect(played.text.contains("uid=0(root) gid=0(root)"))
                #expect(played.text.contains("id; &lt;/script"))
                #expect(played.text.contains("/assets/player.js"))
                #expect(played["Content-Security-Policy"]?.contains("script-src 'self'") == true)
                #expect(played["Content-Security-Policy"]?.contains("unsafe") == false)
                let script = try await server.get("/assets/player.js")
                #expect(script.status == 200 && script["Content-Type"] == "text/javascript; charset=utf-8")

                let file = try await page("/admin/files/\(blob.name)")
                #expect(file.text.contains("Download it") && !file.text.contains("player.js"))
                #expect(try await page("/admin/files/\(TestBlob("no").name)").status == 404)
                #expect(try await page("/admin/files?ip=nonsense").status == 400)
                #expect(try await page("/admin/files?ip=").status == 200)

                // Begins like a recording, and is none; and one that is longer than a page.
                let damaged = TestBlob(TestBlob.recording.bytes.prefix(88) + Array("\nnonsense\nnonsense\n".utf8))
                let header = TestBlob.recording.bytes.prefix { $0 != 10 } + [10]
                let long = TestBlob(header + [UInt8](repeating: 10, count: BlobDesk.mostPlayedBytes))
                for file in [damaged, long] { #expect(try await server.put(file, token: token).status == 201) }
                #expect(try await page("/admin/files/\(damaged.name)").text.contains("cannot be played"))
                #expect(try await page("/admin/files/\(long.name)").text.contains("too long"))
            }
        }
    }
}
