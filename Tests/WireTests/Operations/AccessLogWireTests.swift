import Glibc
import TestLoop
import TestWire
import Testing

/// What the running program writes down of requests.
@Suite("The access log on the wire", .serialized)
struct AccessLogWireTests {
    @Test("A line for every request, without its key, in a new file when the old one is moved away")
    func lines() async throws {
        let folder = try LoopFolder()
        let server = try await WireServer.start(["--access-log", folder.file("access.log")], folder: folder)
        let key = try await server.key()
        let paths = ["/v1/key/check/45.0.0.7", "/v1/key/check/45.0.0.8", "/v1/key/nothing/\(key)"]
        let wrong = "sk_free_" + String(repeating: "a1", count: 16)
        let requests: [(WireRequest, status: Int)] = [
            (.get(paths[0], key: key, fields: [("User-Agent", "curl/8")]), 200),
            (.get(paths[0] + "?verbose=true&key=\(key)"), 401), (.get(paths[1] + "?verbose=true", key: key), 200),
            (.get(paths[1], key: wrong), 401), (.get(paths[2], key: key), 404), (.get(paths[1] + "?key=\(wrong)"), 401),
        ]
        var ids: [String] = []
        for (request, status) in requests {
            let answer = try await server.send(request)
            #expect(answer.status == status, "\(request.target) \(answer.text)")
            ids.append(try #require(answer["X-Request-Id"]))
        }
        let prefixes = ["/v1/key/check/", "/v1/key/nothing/"]
        let lines = try await AccessLogLines.read(requests.count, of: prefixes, in: folder)
        #expect(lines.map { $0["status"]?.int } == requests.map(\.status))
        #expect(lines.map { $0["request"]?.string } == ids)
        #expect(lines.allSatisfy { $0["client"] == "127.0.0.1" && $0["method"] == "GET" })
        #expect(lines[0]["user_agent"] == "curl/8" && lines[0]["path"]?.string == paths[0])
        let text = folder.text(of: "access.log")
        for secret in [key, wrong] {
            #expect(!text.contains(secret) && !text.contains(secret.split(separator: "_").last ?? "?"))
        }

        #expect(rename(folder.file("access.log"), folder.file("access.log.1")) == 0)
        #expect(try await server.get("/v1/key/check/45.0.0.9", key: key).status == 200)
        let later = try await AccessLogLines.read(1, of: prefixes, in: folder)
        #expect(later.map { $0["path"]?.string } == ["/v1/key/check/45.0.0.9"])
        #expect(folder.text(of: "access.log.1") == text)

        // What was answered last is written before the end.
        #expect(try await server.get("/v1/key/check/45.0.0.10", key: key).status == 200)
        #expect(try await server.stop() == 0)
        #expect(folder.text(of: "access.log").contains("/v1/key/check/45.0.0.10"))
    }

    @Test("On standard output")
    func standardOutput() async throws {
        let server = try await WireServer.start(environment: ["SIKKER_ACCESS_LOG=-"])
        #expect(try await server.get("/v1/key/check/45.0.0.7").status == 401)
        #expect(try await server.stop() == 0)
        #expect(server.log.contains(#""path":"/v1/key/check/45.0.0.7","status":401"#))
    }
}
