import TestWire
import Testing

/// Every path against every method.
@Suite("Methods", .wireServer())
struct MethodTests {
    static let all = [
        "GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS", "TRACE", "PROPFIND",
    ]

    @Test("A path takes the methods that are described, and names them when it is given another")
    func others() async throws {
        let server = try WireServer.current
        let document = try await DescribedOperation.document(of: server)
        let account = try await Account.make(on: server)
        let before = try await account.status()
        let operations = DescribedOperation.all(in: document)
        for path in document["paths"]?.names ?? [] {
            let described = operations.filter { $0.path == path }
            let methods = described.flatMap { $0.method == "GET" ? ["GET", "HEAD"] : [$0.method] }
            let credentials = WireCredentials(key: account.key, sensorToken: account.key)
            let target = described[0].request("", credentials: credentials).target
            for method in Self.all where !methods.contains(method) {
                let answer = try await server.send(WireRequest(method, target, key: account.key))
                let allow = Set((answer["Allow"] ?? "").split(separator: ", ").map(String.init))
                #expect(allow == Set(methods), "\(method) \(path)")
                guard method != "HEAD" else {
                    #expect(answer.status == 405 && answer.body.isEmpty, "HEAD \(path)")
                    continue
                }
                let faults = answer.faults(asRefusal: 405, containing: "takes", at: path)
                #expect(faults == [], "\(method) \(path)")
            }
        }
        #expect(try await account.status() == before)
    }

    @Test("HEAD is GET without its body, and costs nothing")
    func head() async throws {
        let server = try WireServer.current
        let world = try await WireWorld.prepare(server)
        let document = try await DescribedOperation.document(of: server)
        let account = try await Account.make(on: server)
        let before = try await account.status()
        for operation in DescribedOperation.all(in: document)
        where operation.method == "GET" && !operation.isStream {
            for name in operation.exampleNames {
                var credentials = world.credentials
                let get = operation.request(name, credentials: credentials)
                credentials.key = account.key
                var head = operation.request(name, credentials: credentials)
                head.method = "HEAD"
                let (whole, empty) = (try await server.send(get), try await server.send(head))
                // The alerts and the webhook of the other account are not there for this one.
                guard !operation.path.contains("alerts"), !operation.path.contains("webhook") else {
                    continue
                }
                #expect(empty.status == whole.status, "\(operation) '\(name)'")
                #expect(empty["Content-Type"] == whole["Content-Type"], "\(operation) '\(name)'")
                #expect(empty.body.isEmpty)
                if whole.status == 200, let length = empty["Content-Length"], operation.path != "/metrics" {
                    let differs = ["status", "usage", "explain", "blacklist", "decisions/stream", "/api/v2/"].contains {
                        operation.path.contains($0)
                    }
                    #expect(differs || length == String(whole.body.count), "\(operation) '\(name)'")
                }
            }
        }
        #expect(try await account.status() == before)
    }

    @Test("What is at no path is 404, whatever the method", arguments: all)
    func nothing(_ method: String) async throws {
        let server = try WireServer.current
        let targets = [
            "/", "/v1", "/v1/", "/v1/key", "/v1/key/check", "/v1/key/check/", "/v1/key/check/1.2.3.4/",
            "/v2/key/check/1.2.3.4",
            "/v1/key/blacklist/", "/v1/key/report/1/2", "//v1/key/status", "/v1/key/STATUS",
            "/v1/key/status%20", "/openapi.yaml",
            "/v1/key/check/../status", "/taxii2/collections/x/y/z", "/api/v2/", "/api/v2/x", "/v1/decisions/1",
        ]
        for target in targets {
            let answer = try await server.send(WireRequest(method, target))
            if method == "HEAD" {
                #expect(answer.status == 404 && answer.body.isEmpty, "\(target)")
            } else {
                #expect(answer.faults(asRefusal: 404, at: target) == [], "\(method) \(target)")
            }
        }
    }
}
