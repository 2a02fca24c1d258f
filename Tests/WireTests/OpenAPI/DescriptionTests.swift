import TestWire
import Testing

/// What the server says of itself against what it does.
@Suite("The description of the API", .wireServer())
struct DescriptionTests {
    @Test("It is public, cached, and unpacks to the same bytes")
    func delivery() async throws {
        let server = try WireServer.current
        let plain = try await server.get("/openapi.json")
        #expect(plain.status == 200 && plain["Content-Type"] == "application/json")
        #expect(plain["Cache-Control"] == "public, max-age=300")
        #expect(try plain.json["openapi"] == "3.1.1")
        let tag = try #require(plain["ETag"])
        let unchanged = try await server.get("/openapi.json", fields: [("If-None-Match", tag)])
        #expect(unchanged.status == 304 && unchanged["ETag"] == tag && unchanged.body.isEmpty)
        let packed = try await server.get("/openapi.json", fields: [("Accept-Encoding", "gzip")])
        #expect(packed["Content-Encoding"] == "gzip" && packed.body.count < plain.body.count / 4)
        #expect(packed["ETag"] != tag && packed.body.starts(with: [0x1f, 0x8b]))
        let head = try await server.head("/openapi.json")
        #expect(head["Content-Length"] == String(plain.body.count))
    }

    @Test("Every example gives what it promises, in the shape that is described and no other")
    func examples() async throws {
        let server = try WireServer.current
        let world = try await WireWorld.prepare(server)
        let document = try await DescribedOperation.document(of: server)
        let schema = JSONSchema(document: document)
        var count = 0
        for operation in DescribedOperation.all(in: document) where !operation.isStream {
            for name in operation.exampleNames {
                let title = "\(operation), example '\(name)'"
                let request = operation.request(name, credentials: world.credentials)
                let answer = try await server.send(request)
                guard let promise = operation.promise(name) else {
                    #expect(answer.status == operation.statuses.first, "\(title): \(answer.text)")
                    continue
                }
                #expect(answer.status == promise.status, "\(title): \(answer.text)")
                let type = (answer["Content-Type"] ?? "").replacing("; charset=utf-8", with: "").replacing(
                    /; version=0.*/, with: "")
                #expect(type == promise.type, "\(title)")
                count += 1
                guard promise.type.hasSuffix("+json") || promise.type == "application/json" else { continue }
                let json = try answer.json
                let described = operation.schema(promise.status, type: promise.type) ?? .bool(false)
                // The document describes itself only in outline.
                guard operation.path != "/openapi.json" else { continue }
                #expect(schema.faults(json, described) == [], "\(title)")
                if let value = promise.value {
                    #expect(schema.faults(value, described) == [], "\(title), as it is written")
                    #expect(value.differences(from: json) == [], "\(title)")
                }
            }
        }
        #expect(count >= 12)
    }

    @Test("Refusals are worded as they are described")
    func refusals() async throws {
        let server = try WireServer.current
        let document = try await DescribedOperation.document(of: server)
        for operation in DescribedOperation.all(in: document) where operation.credentials.first == "key" {
            var request = operation.request("", credentials: WireCredentials(key: "", sensorToken: ""))
            request.fields.removeAll { $0.name == "Authorization" }
            let answer = try await server.send(request)
            #expect(answer.status == 401, "\(operation)")
            guard let example = operation.answer(401)?["content"]?["application/json"]?["example"] else { continue }
            #expect(try answer.json == example, "\(operation)")
        }
    }
}

extension DescribedOperation {
    /// Whether its answer never ends.
    var isStream: Bool { answer(200)?["content"]?["text/event-stream"] != nil }
}

extension JSONValue {
    /// Where another value has not the shape of this one: other names in an object, or another order of them, or a value of
    /// another kind. `null` and an empty list fit everything.
    fileprivate func differences(from other: JSONValue, at path: String = "$") -> [String] {
        switch (self, other) {
        case (.null, _), (_, .null): []
        case (.object(let members), .object(let others)):
            members.map(\.name) == others.map(\.name)
                ? zip(members, others).flatMap { $0.value.differences(from: $1.value, at: "\(path).\($0.name)") }
                : ["\(path): described with \(members.map(\.name)), is \(others.map(\.name))"]
        case (.array(let elements), .array(let others)):
            if let first = elements.first, let other = others.first {
                first.differences(from: other, at: "\(path)[0]")
            } else {
                []
            }
        case (.bool, .bool), (.number, .number), (.string, .string): []
        default: ["\(path): described as \(self), is \(other)"]
        }
    }
}
