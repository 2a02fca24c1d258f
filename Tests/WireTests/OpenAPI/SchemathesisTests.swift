import TestHosts
import TestLoop
import TestWire
import Testing

/// Programs from PyPI that read the description and hold the server to it.
@Suite("The description in the hands of others", .wireServer(), .enabled(if: PythonProgram.areWanted))
struct SchemathesisTests {
    @Test("It is a valid document")
    func valid() async throws {
        let server = try WireServer.current
        try server.folder.write(try await server.get("/openapi.json").text, to: "openapi.json")
        let command = [PythonProgram.path("openapi-spec-validator"), server.folder.file("openapi.json")]
        let output = try await TestThread.run { try TestCommand.run(command) }
        #expect(output.contains("OK"))
    }

    /// All checks on all operations: what the description allows is taken, what it does not is refused, and every answer is
    /// one that is described.
    @Test("schemathesis finds nothing", .timeLimit(.minutes(12)))
    func schemathesis() async throws {
        let server = try WireServer.current
        let world = try await WireWorld.prepare(server)
        let folder = PythonProgram.root + "Tests/WireTests/OpenAPI"
        let command = [
            "env", "SIKKER_TESTS=\(folder)", "SIKKER_KEY=\(world.credentials.key)",
            "SIKKER_TOKEN=\(world.credentials.sensorToken)", "SIKKER_ADMIN=\(world.credentials.administratorKey)",
            "PYTHONDONTWRITEBYTECODE=1", PythonProgram.path("schemathesis"), "--config-file",
            folder + "/schemathesis.toml", "run",
            "http://127.0.0.1:\(server.port)/openapi.json", "--no-color",
        ]
        let (status, output) = try await TestThread.run { try TestProcess(command).wait() }
        let findings = output.firstRange(of: "== ").map { output[$0.lowerBound...] } ?? output[...]
        #expect(status == 0, "\(findings.prefix(20_000))")
    }
}
