import Glibc
import TestHosts
import TestWire
import Testing

/// The pages in Chromium, driven by `Clients/browse.py`: both themes, two widths, with and without scripts, held against the
/// rules of axe for accessibility.
@Suite("Pages in a browser", .wireServer(), .enabled(if: PythonProgram.areWanted))
struct BrowserTests {
    @Test("Nothing is out of place, slow to come, or out of anybody's reach", .timeLimit(.minutes(8)))
    func browsing() async throws {
        let server = try WireServer.current
        let world = try await WireWorld.prepare(server)
        for number in 1...12 {
            try await SensorVisit.dropper("45.66.3.\(number)").deliver(to: server, token: world.credentials.sensorToken)
        }
        let made = try await server.post("/v1/appeals", #"{"ip":"\#(WireWorld.known)","reason":"ours now"}"#).json
        let files = try await server.get("/v1/admin/blobs?limit=1", key: world.credentials.administratorKey).json
        let recording = files["blobs"]?.elements?.first?["sha256"]?.string
        // A folder named there gets what was seen, as pictures.
        let pictures = getenv("SIKKER_SCREENSHOTS").map { [String(cString: $0)] } ?? []
        let command =
            [
                "env", "PYTHONDONTWRITEBYTECODE=1", PythonProgram.path("python"),
                PythonProgram.root + "Tests/WireTests/Pages/Clients/browse.py", "http://127.0.0.1:\(server.port)",
                WireWorld.known, made["id"]?.string ?? "", world.credentials.administratorKey, try #require(recording),
            ] + pictures
        let (status, output) = try await TestThread.run { try TestProcess(command).wait() }
        #expect(status == 0, "\(output.suffix(20_000))")
    }
}
