import Guard
import Hummingbird
import Observability
import TestGuards
import TestHosts
import TestLoop
import TestWire
import Testing

@testable import Dashboard

/// What the guard's API says of itself against what it does.
@Suite(.timeLimit(.minutes(1)))
struct APIDescriptionTests {
    private static func document() throws -> JSONValue { try JSONValue(parsing: APIDescription.json.get()) }

    /// `GET /api/log` and the like.
    private static func operations(_ document: JSONValue) -> Set<String> {
        Set(
            (document["paths"]?.members ?? []).flatMap { path in
                (path.value.names ?? []).map { "\($0.uppercased()) \(path.name)" }
            })
    }

    @Test func everyRouteIsDescribedAndNoOther() async throws {
        try await ServedDashboard.whileServing { dashboard in
            let web = DashboardService(
                DashboardOptions(), of: dashboard.service, metrics: MetricsRegistry(), health: HealthRegistry(),
                logger: dashboard.guarded.guarding.log.logger)
            let routes = web.router.router().routes.map { "\($0.method) \($0.path)" }.filter { route in
                ["/api/", "/healthz", "/metrics"].contains { route.contains(" \($0)") } && !route.hasPrefix("HEAD")
            }
            let described = Self.operations(try Self.document())
            #expect(described == Set(routes))
        }
    }

    @Test func whatIsAnsweredIsWhatIsDescribed() async throws {
        let document = try Self.document()
        try await ServedDashboard.whileServing(Self.settings) { dashboard in
            for path in document["paths"]?.members ?? [] where path.value["get"] != nil && path.name != "/api/live" {
                let address = path.name.replacing("{address}", with: "45.40.0.1")
                let answer = try await dashboard.curl("-H", "Authorization: Bearer \(Self.token)", path: address)
                Self.expect(answer, toBe: path.value["get"], of: path.name, in: document)
            }
            for path in document["paths"]?.members ?? [] {
                guard let body = path.value["post"]?["requestBody"]?["content"]?["application/json"]?["example"] else {
                    continue
                }
                let answer = try await dashboard.curl(
                    "-H", "Authorization: Bearer \(Self.token)", "-H", "Content-Type: application/json", "-d",
                    body.description, path: path.name)
                Self.expect(answer, toBe: path.value["post"], of: path.name, in: document)
            }
        }
    }

    private static let token = "0123456789abcdef0123456789abcdef"
    private static let settings = """
        dashboard.api_token: \(token)
        notifications: {mail: ops@example.com, sendmail: /bin/true}

        """

    /// There is no server that could be told, and no change that waits.
    private static let refused = ["/api/changes/check", "/api/changes/report", "/api/confirm"]

    /// - Parameter answer: curl's output.
    private static func expect(
        _ answer: String, toBe operation: JSONValue?, of path: String, in document: JSONValue
    ) {
        let parts = answer.split(separator: "\r\n\r\n", maxSplits: 1)
        let status = answer.split(separator: " ").dropFirst().first.map(String.init) ?? ""
        let isRefused = Self.refused.contains(path)
        let media = operation?["responses"]?[isRefused ? "default" : status]?.resolved(in: document)["content"]?
            .members?.first
        let type = answer.split(separator: "\r\n").first { $0.lowercased().hasPrefix("content-type:") } ?? ""
        guard let media else {
            Issue.record("\(path): \(status) is not described: \(parts.last ?? "")")
            return
        }
        #expect(type.lowercased().contains(media.name), "\(path): \(type)")
        guard media.name == "application/json" else { return }
        do {
            let value = try JSONValue(parsing: Array((parts.last ?? "").utf8))
            let faults = JSONSchema(document: document).faults(value, media.value["schema"] ?? .bool(false))
            #expect(faults == [], "\(path): \(value)")
        } catch {
            Issue.record("\(path): \(error)")
        }
    }

    @Test("The document is valid", .enabled(if: PythonProgram.areWanted))
    func valid() async throws {
        let folder = try LoopFolder()
        try folder.write(try Self.document().description, to: "openapi.json")
        let command = [PythonProgram.path("openapi-spec-validator"), folder.file("openapi.json")]
        let output = try await TestThread.run { try TestCommand.run(command) }
        #expect(output.contains("OK"))
    }
}
