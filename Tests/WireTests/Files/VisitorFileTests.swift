import TestHosts
import TestLoop
import TestWire
import Testing

/// A visitor with OpenSSH's own programs, a sensor, a server, and the administrator who looks at what was left.
@Suite("What visitors leave", .wireServer(), .enabled(if: PythonProgram.areWanted), .timeLimit(.minutes(3)))
struct VisitorFileTests {
    private static let options =
        "-F none -o StrictHostKeyChecking=no -o UserKnownHostsFile=/dev/null -o LogLevel=ERROR -o IdentityAgent=none "
        + "-o PreferredAuthentications=password"
    private static let dropper = "#!/bin/sh\necho pwned >/tmp/owned\n\u{1}\u{2}"

    @Test("An upload and a visit at a terminal are on the server, as they were, and the page shows what was typed")
    func all() async throws {
        let server = try WireServer.current
        let (token, key) = (try await server.sensorToken(), try await server.administratorKey())
        try server.folder.write(token + "\n", to: "token")
        try server.folder.write(Self.dropper, to: "dropper")
        // Below those that the kernel gives away; `sikker sensor` takes no port 0.
        let port = UInt16.random(in: 20_000..<32_000)
        let sensor = try await Self.startSensor(of: server, on: port)
        try await TestThread.run {
            let folder = server.folder.path
            for command in [
                "sshpass -p secret scp -O \(Self.options) -P \(port) \(folder)/dropper root@127.0.0.1:/tmp/x",
                "(sleep 1; echo 'echo $((40+2)) answers'; sleep 1; echo exit) | "
                    + "sshpass -p secret ssh -tt \(Self.options) -p \(port) root@127.0.0.1",
            ] { _ = try TestCommand.run(["sh", "-c", command]) }
        }
        let listed = try await server.withConnection { connection in
            var listed: [JSONValue] = []
            try LoopWait.until("both files are on the server", { server.folder.text(of: "sensor.log") }) {
                let answer = try connection.exchange(.get("/v1/admin/blobs?ip=127.0.0.1", key: key))
                listed = try answer.json["blobs"]?.elements ?? []
                return listed.count == 2
            }
            return listed
        }
        let uploaded = try #require(listed.first { $0["recording"] == .null }?["sha256"]?.string)
        #expect(try await server.get("/v1/admin/blobs/\(uploaded)", key: key).body == Array(Self.dropper.utf8))
        let recorded = try #require(listed.first { $0["recording"] != .null }?["sha256"]?.string)
        let recording = try await server.get("/v1/admin/blobs/\(recorded)", key: key)
        #expect(recording.text.contains("42 answers"))
        let page = try await server.get("/admin/files/\(recorded)", key: key)
        #expect(page.status == 200 && page.text.contains("echo $((40+2)) answers"), "\(page.text)")
        // Nobody else sees them, and the sensor is done.
        #expect(try await server.get("/admin/files/\(recorded)", key: token).status == 401)
        let waiting = try await TestThread.run { try TestCommand.run(["ls", server.folder.file("sensor/unsent")]) }
        #expect(waiting.isEmpty)
        sensor.kill(15)
    }

    /// A sensor that listens.
    private static func startSensor(of server: WireServer, on port: UInt16) async throws -> TestProcess {
        let command = [
            "sh", "-c", "log=$1; shift; exec \"$@\" >>\"$log\" 2>&1", "sh", server.folder.file("sensor.log"),
            LoopProgram.path, "sensor", "--server", "http://127.0.0.1:\(server.port)", "--token-file",
            server.folder.file("token"), "--data", server.folder.file("sensor"), "--listen", "ssh=127.0.0.1:\(port)",
        ]
        return try await TestThread.run {
            let sensor = try TestProcess(command)
            try LoopWait.until("the sensor listens", { server.folder.text(of: "sensor.log") }) {
                guard !sensor.hasEnded else { throw LoopTimeout(server.folder.text(of: "sensor.log")) }
                return server.folder.text(of: "sensor.log").contains("service=ssh")
            }
            return sensor
        }
    }
}
