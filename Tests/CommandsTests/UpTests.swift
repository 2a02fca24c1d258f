import Glibc
import TestHosts
import TestLoop
import Testing

/// `sikker up` as somebody starts it for the first time.
@Suite("sikker up", .serialized) struct UpTests {
    /// Starts it, and waits until it says that it is up.
    private static func start(_ folder: LoopFolder, _ port: UInt16, _ telnet: UInt16, log: String, more: [String] = [])
        throws -> TestProcess
    {
        let process = try TestProcess(
            [
                "sh", "-c", "out=$1; shift; exec \"$@\" >\"$out\" 2>&1", "sh", folder.file(log), LoopProgram.path, "up",
                "--data", folder.file("data"), "--listen", "127.0.0.1:\(port)", "--sensor",
                "telnet=127.0.0.1:\(telnet)",
            ] + more)
        try LoopWait.until("it is up", { folder.text(of: log) }) { folder.text(of: log).contains("Ctrl-C ends it") }
        return process
    }

    @Test("It runs with nothing configured, says what to try, and ends within five seconds on Ctrl-C")
    func firstStartAndSecond() throws {
        let folder = try LoopFolder()
        let (port, telnet) = (try TestSocket.freePort(), try TestSocket.freePort())
        let first = try Self.start(folder, port, telnet, log: "first")
        let said = folder.text(of: "first")
        #expect(said.contains("http://127.0.0.1:\(port)"))
        #expect(said.contains("telnet on 127.0.0.1:\(telnet)"))
        let key = folder.text(of: "data/client.key").filter { !$0.isNewline }
        #expect(key.hasPrefix("sk_operator_") && said.contains(key))

        let server = ["--server", "http://127.0.0.1:\(port)", "--key-file", folder.file("data/client.key")]
        #expect(try Invocation(["report", "45.10.1.2", "--category", "brute_force"] + server).status == 0)
        let check = try Invocation(["check", "45.10.1.2"] + server)
        #expect(check.standardOutput.contains("reported 1 time by 1: brute_force 1"))
        #expect(try Invocation(["check", "45.10.1.2", "--fail-above", "10"] + server).status == 1)
        #expect(
            try Invocation(["check", "45.10.1.2", "--json"] + server).standardOutput.contains("\"confidenceLevel\""))
        #expect(try Invocation(["check", "45.99.1.2", "--fail-above", "10"] + server).status == 0)

        // A stream is open while it ends: it must not wait for that.
        let stream = try TestProcess([
            "curl", "-sN", "-H", "Authorization: Bearer \(key)", "http://127.0.0.1:\(port)/v1/key/blacklist/stream",
        ])
        #expect(stream.waitForOutput("event: ready"))
        let told = ContinuousClock.now
        first.kill(SIGINT)
        let end = first.wait().status
        #expect(end == 0, "\(folder.text(of: "first").suffix(8000))")
        #expect(ContinuousClock.now - told < .seconds(5))
        #expect(stream.wait().status == 0)

        let second = try Self.start(folder, port, telnet, log: "second")
        #expect(!folder.text(of: "second").contains(key), "a key is shown once")
        #expect(try Invocation(["check", "45.10.1.2"] + server).standardOutput.contains("brute_force 1"))
        second.kill(SIGTERM)
        #expect(second.wait().status == 0)
    }

    @Test func aSecondOneOnTheSameFolderIsRefused() throws {
        let folder = try LoopFolder()
        let first = try Self.start(folder, try TestSocket.freePort(), try TestSocket.freePort(), log: "first")
        let again = try Invocation(["up", "--data", folder.file("data"), "--listen", "127.0.0.1:0"])
        #expect(again.status == 6)
        #expect(again.standardError.contains("another server is using the data folder"))
        first.kill(SIGINT)
        #expect(first.wait().status == 0)
    }

    @Test func aDisabledKeyIsRefusedWithinASecond() throws {
        let folder = try LoopFolder()
        let port = try TestSocket.freePort()
        let up = try Self.start(folder, port, try TestSocket.freePort(), log: "log")
        let data = ["--data", folder.file("data")]
        try folder.write(try Invocation(["key", "create"] + data).standardOutput, to: "key")
        let check = ["check", "45.10.1.2", "--server", "http://127.0.0.1:\(port)", "--key-file", folder.file("key")]
        try LoopWait.until("the key works", seconds: 2) { try Invocation(check).status == 0 }
        #expect(try Invocation(["key", "disable", "4"] + data).status == 0)
        try LoopWait.until("the key is refused", seconds: 2) { try Invocation(check).status == 4 }
        up.kill(SIGINT)
        #expect(up.wait().status == 0)
    }

    @Test(
        "Its own sensor must be able to reach it",
        arguments: [
            (["--tls-certificate", "/a.pem", "--tls-key", "/b.pem"], "needs 'tls.port'"),
            (["--balancer", "127.0.0.0/8", "--proxy-protocol"], "must not hold this machine"),
        ])
    func reach(_ options: [String], _ sentence: String) throws {
        let folder = try LoopFolder()
        let run = try Invocation(["up", "--data", folder.file("data"), "--listen", "127.0.0.1:0"] + options)
        #expect(run.status == 6 && run.standardError.contains(sentence), "\(run.standardError)")
    }

    @Test("Others reach it by TLS on a port of its own, and its requests are noted")
    func tls() throws {
        let folder = try LoopFolder()
        try TestCommand.run([
            "openssl", "req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:prime256v1", "-nodes", "-keyout",
            folder.file("key.pem"), "-out", folder.file("cert.pem"), "-subj", "/CN=localhost", "-addext",
            "subjectAltName=IP:127.0.0.1",
        ])
        let (port, secure) = (try TestSocket.freePort(), try TestSocket.freePort())
        try folder.write(
            """
            tls: {certificate: \(folder.file("cert.pem")), key: \(folder.file("key.pem")), port: \(secure)}
            access_log: \(folder.file("access.log"))
            """, to: "server.yaml")
        let up = try Self.start(
            folder, port, try TestSocket.freePort(), log: "log", more: ["--config", folder.file("server.yaml")])
        try TestCommand.run([
            "curl", "-sSf", "-m", "20", "--cacert", folder.file("cert.pem"), "https://127.0.0.1:\(secure)/readyz",
        ])
        up.kill(SIGTERM)
        #expect(up.wait().status == 0)
        #expect(folder.text(of: "access.log").contains(#""path":"/readyz""#))
    }
}
