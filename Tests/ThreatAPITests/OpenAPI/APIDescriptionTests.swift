import Detection
import Foundation
import Testing
import ThreatModel

@testable import ThreatAPI

/// The description against the routes and the vocabulary: what is in one and not in the other is a slip in either.
@Suite("The description of the API")
struct APIDescriptionTests {
    static func document() throws -> [String: Any] {
        let description = try APIDescription.builtIn.get()
        return try #require(try JSONSerialization.jsonObject(with: Data(description.json)) as? [String: Any])
    }

    @Test("Paths and methods are those of the routes, both ways")
    func routes() throws {
        let server = ThreatAPIServer(
            configuration: ThreatAPIConfiguration(dataFolder: "/nowhere"), logger: TestServer.logger)
        let methods = ["get", "post", "put", "patch", "delete", "options", "head"]
        let paths = try #require(try Self.document()["paths"] as? [String: [String: Any]])
        let described = paths.flatMap { path, item in
            // Where GET is, HEAD is.
            item.keys.filter(methods.contains).flatMap { $0 == "get" ? ["GET", "HEAD"] : [$0.uppercased()] }
                .map { "\($0) \(path)" }
        }
        // Pages describe themselves.
        let routes = APIResponder(state: server.state).routes.filter { $0.audience == .programs }
        let routed = routes.flatMap { route in
            route.allow.split(separator: ", ").map { "\($0) \(route.pattern)" }
        }
        #expect(Set(described).subtracting(routed).sorted() == [], "described, and no route")
        #expect(Set(routed).subtracting(described).sorted() == [], "a route, and not described")
        #expect(Set(routed).count == routed.count)
    }

    @Test(
        "Closed lists of words are the vocabulary's",
        arguments: [
            ("Protocol", AttackProtocol.allCases.map(\.name)), ("Severity", Severity.allCases.map(\.name)),
            ("Category", ReportCategory.allCases.map(\.name)), ("CheckField", CheckField.allCases.map(\.rawValue)),
            ("Tactic", AttackTactic.allCases.map(\.phaseName)),
        ])
    func vocabulary(_ schema: String, _ words: [String]) throws {
        #expect(try Self.member("components", "schemas", schema, "enum") as? [String] == words)
    }

    @Test("And so are those that stand within other schemas")
    func innerVocabulary() throws {
        let kinds = try Self.member("components", "schemas", "Report", "properties", "reportKind", "enum") as? [Any]
        #expect(kinds?.compactMap { $0 as? String } == ReportKind.allCases.map(\.name))
        let events = try Self.member("components", "schemas", "SensorEvent", "properties", "kind", "enum")
        #expect(events as? [String] == EventKind.allCases.map(\.name))
        let limit = try Self.member("components", "schemas", "Report", "properties", "comment", "maxLength")
        #expect(limit as? Int == Report.maximumCommentLength)
    }

    private static func member(_ path: String...) throws -> Any? {
        try path.reduce(document() as Any?) { ($0 as? [String: Any])?[$1] }
    }

    @Test("Whatever is referred to is there")
    func references() throws {
        let document = try Self.document()
        func check(_ value: Any, at path: String) {
            if let list = value as? [Any] { for element in list { check(element, at: path) } }
            guard let members = value as? [String: Any] else { return }
            if let reference = members["$ref"] as? String {
                let target = reference.dropFirst(2).split(separator: "/").reduce(document as Any?) {
                    ($0 as? [String: Any])?[String($1)]
                }
                #expect(reference.hasPrefix("#/") && target != nil, "\(reference) at \(path)")
            }
            for (name, value) in members { check(value, at: "\(path)/\(name)") }
        }
        check(document, at: "#")
    }

    @Test("Files are put together by their names, and must not contradict each other")
    func merging() throws {
        let root = ("openapi.yaml", "openapi: 3.1.1\nx: {a: 1, b: \"1\", c: [true, ~, 1.5e3, yes]}\npaths: {}")
        let part = ("openapi-a.yaml", "paths: {/a: {get: {summary: two\n  lines}}}")
        let description = try APIDescription(files: [part, root])
        #expect(
            String(decoding: description.json, as: UTF8.self)
                == #"{"openapi":"3.1.1","x":{"a":1,"b":"1","c":[true,null,1.5e3,"yes"]},"paths":{"/a":{"get":{"summary":"#
                + #""two lines"}}}}"#)
        #expect(throws: APIDescriptionError.self) {
            try APIDescription(files: [root, ("openapi-b.yaml", "openapi: 1")])
        }
        #expect(throws: APIDescriptionError.self) { try APIDescription(files: [("openapi.yaml", "- 1")]) }
    }
}
