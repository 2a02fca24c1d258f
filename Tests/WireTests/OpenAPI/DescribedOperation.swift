import TestWire

/// One operation of the API's description.
struct DescribedOperation: CustomStringConvertible {
    let document: JSONValue
    let path: String
    /// `GET`, `POST` …
    let method: String
    let definition: JSONValue

    var description: String { "\(method) \(path)" }

    /// All operations of a document, in its order.
    static func all(in document: JSONValue) -> [DescribedOperation] {
        let methods = ["get", "post", "put", "patch", "delete"]
        return (document["paths"]?.members ?? []).flatMap { path in
            (path.value.members ?? []).filter { methods.contains($0.name) }.map {
                DescribedOperation(
                    document: document, path: path.name, method: $0.name.uppercased(), definition: $0.value)
            }
        }
    }

    /// The description that a server gives.
    static func document(of server: WireServer) async throws -> JSONValue { try await server.get("/openapi.json").json }

    // MARK: Parts

    /// Those of the path and its own.
    var parameters: [JSONValue] {
        ((document["paths"]?[path]?["parameters"]?.elements ?? []) + (definition["parameters"]?.elements ?? []))
            .map { $0.resolved(in: document) }
    }

    var requestBody: JSONValue? { definition["requestBody"]?.resolved(in: document) }

    func answer(_ status: Int) -> JSONValue? { definition["responses"]?[String(status)]?.resolved(in: document) }

    var statuses: [Int] { (definition["responses"]?.names ?? []).compactMap { Int($0) } }

    /// The schema of an answer's body; `nil` when it has none.
    func schema(_ status: Int, type: String) -> JSONValue? { answer(status)?["content"]?[type]?["schema"] }

    /// What a client shows: the names of the security schemes, one of which is enough; empty for none.
    var credentials: [String] {
        let security = definition["security"] ?? document["security"]
        return (security?.elements ?? []).compactMap { $0.names?.first }
    }

    // MARK: Requests

    /// A request made of the examples of that name, and of those that stand alone for what is required.
    func request(_ example: String, credentials: WireCredentials) -> WireRequest {
        var target = path
        var query: [String] = []
        var fields: [(String, String)] = []
        for parameter in parameters {
            guard let name = parameter["name"]?.string, let value = value(of: parameter, example) else { continue }
            switch parameter["in"]?.string {
            case "path": target = target.replacing("{\(name)}", with: value)
            case "query": query.append("\(name)=\(value)")
            default: fields.append((name, value))
            }
        }
        if !query.isEmpty { target += "?" + query.joined(separator: "&") }
        if let credential = credentials[self] { fields.append(("Authorization", "Bearer \(credential)")) }
        var request = WireRequest(method, target, fields: fields)
        if let (type, body) = body(example) {
            request.fields.append((name: "Content-Type", value: type))
            request.body = Array(body.utf8)
        }
        return request
    }

    /// As clients write it: lists with commas, nothing encoded.
    private func value(of parameter: JSONValue, _ example: String) -> String? {
        let examples = parameter["examples"]
        let isRequired = parameter["required"] == true
        guard
            let value = examples?[example]?.resolved(in: document)["value"] ?? parameter["example"]
                ?? (isRequired ? examples?.members?.first?.value["value"] : nil)
        else { return nil }
        return Self.text(value)
    }

    private static func text(_ value: JSONValue) -> String {
        if let elements = value.elements { return elements.map(text).joined(separator: ",") }
        return value.string ?? value.description
    }

    /// The body of that name with its media type, or the first one.
    private func body(_ example: String) -> (type: String, text: String)? {
        let contents = requestBody?["content"]?.members ?? []
        for content in contents {
            if let value = content.value["examples"]?[example]?["value"] {
                return (content.name, Self.body(value, type: content.name))
            }
        }
        for content in contents {
            if let value = content.value["example"] ?? content.value["examples"]?.members?.first?.value["value"] {
                return (content.name, Self.body(value, type: content.name))
            }
        }
        return nil
    }

    private static func body(_ value: JSONValue, type: String) -> String {
        if type.hasSuffix("ndjson"), let lines = value.elements {
            return lines.map { $0.description + "\n" }.joined()
        }
        return value.string ?? value.description
    }

    /// The names of all examples of requests and of answers that are successes; `""` where there is none.
    var exampleNames: [String] {
        let requests = parameters + (requestBody?["content"]?.members ?? []).map(\.value)
        let answers = statuses.filter { (200..<300).contains($0) }
            .flatMap { (answer($0)?["content"]?.members ?? []).map(\.value) }
        var names: [String] = []
        for place in requests + answers {
            for name in place["examples"]?.names ?? [] where !names.contains(name) { names.append(name) }
        }
        return names.isEmpty ? [""] : names
    }

    /// The status, media type and value that an example of a success promises.
    func promise(_ example: String) -> (status: Int, type: String, value: JSONValue?)? {
        let answers = statuses.filter { (200..<300).contains($0) }.flatMap { status in
            (answer(status)?["content"]?.members ?? []).map { (status, $0) }
        }
        for (status, content) in answers {
            if let value = content.value["examples"]?[example]?["value"] { return (status, content.name, value) }
        }
        return answers.first.map { ($0, $1.name, $1.value["example"]) }
    }
}
