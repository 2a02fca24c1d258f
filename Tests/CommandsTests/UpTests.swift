import Glibc
import TestHosts
import TestLoop
import Testing

/// `sikker up` as somebody starts it for the first time.
@Suite("sikker up", .serialized) struct UpTests {
    /// A port that was free a moment ago.
    private static func freePort() throws -> UInt16 {
        let socket = try TestSocket(.tcp, from: "127.0.0.1")
        var address = sockaddr_in()
        var length = socklen_t(MemoryLayout<sockaddr_in>.size)
        _ = withUnsafeMutablePointer(to: &address) {
            $0.withMemoryRebound(to: sockaddr.self, capacity: 1) { getsockname(socket.descriptor, $0, &length) }
        }
        return UInt16(bigEndian: address.sin_port)
    }

    /// Starts it, and waits until it says that it is up.
    private static func start(_ folder: LoopFolder, _ port: UInt16, _ telnet: UInt16, log: String) throws -> TestProcess
    {
        let process = try TestProcess([
            "sh", "-c", "out=$1; shift; exec \"$@\" >\"$out\" 2>&1", "sh", folder.file(log), LoopProgram.path, "up",
            "--data", folder.file("data"), "--listen", "127.0.0.1:\(port)", "--sensor", "telnet=127.0.0.1:\(telnet)",
        ])
        try LoopWait.until("it is up", { folder.text(of: log) }) { folder.text(of: log).contains("Ctrl-C ends it") }
        return process
    }

    @Test("It runs with nothing configured, says what to try, and ends within five seconds on Ctrl-C")
    func firstStartAndSecond() throws {
        let folder = try LoopFolder()
        let (port, telnet) = (try Self.freePort(), try Self.freePort())
        let first = try Self.start(folder, port, telnet, log: "first")
        let said = folder.text(of: "first")
        #expect(said.contains("http://127.0.0.1:\(port)"))
        #expect(said.contains("telnet on 127.0.0.1:\(telnet)"))
        let key = folder.text(of: "data/client.key").filter { !$0.isNewline }
        #expect(key.hasPrefix("sk_operator_") && said.contains(key))

        let server = ["--server", "http://127.0.0.1:\(port)", "--key-file", folder.file("data/client.key")]
        #expect(try Invocation(["report", "45.10.1.2", "--category", "brute_force"] + server).status == 0)
        let check = try Invocation(["check", "45.10.1.2"] + server)
        #expect(check.standardOutput.contains("reported 1 times by 1: brute_force 1"))
        #expect(try Invocation(["check", "45.10.1.2", "--fail-above", "10"] + server).status == 1)
        #expect(
            try Invocation(["check", "45.10.1.2", "--json"] + server).standardOutput.contains("\"confidenceLevel\""))
        #expect(try Invocation(["check", "45.99.1.2", "--fail-above", "10"] + server).status == 0)

        // A stream is open while it ends: it must not wait for that.
        let stream = try TestProcess([
            "curl", "-sN", "-H", "Authorization: Bearer \(key)", "http://127.0.0.1:\(port)/v1/key/blacklist/stream",
        ])
        let told = ContinuousClock.now
        first.kill(SIGINT)
        #expect(first.wait().status == 0)
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
        let first = try Self.start(folder, try Self.freePort(), try Self.freePort(), log: "first")
        let again = try Invocation(["up", "--data", folder.file("data"), "--listen", "127.0.0.1:0"])
        #expect(again.status == 6)
        #expect(again.standardError.contains("another server is using the data folder"))
        first.kill(SIGINT)
        #expect(first.wait().status == 0)
    }

    @Test func aDisabledKeyIsRefusedWithinASecond() throws {
        let folder = try LoopFolder()
        let port = try Self.freePort()
        let up = try Self.start(folder, port, try Self.freePort(), log: "log")
        let data = ["--data", folder.file("data")]
        try folder.write(try Invocation(["key", "create"] + data).standardOutput, to: "key")
        let check = ["check", "45.10.1.2", "--server", "http://127.0.0.1:\(port)", "--key-file", folder.file("key")]
        try LoopWait.until("the key works", seconds: 2) { try Invocation(check).status == 0 }
        #expect(try Invocation(["key", "disable", "4"] + data).status == 0)
        try LoopWait.until("the key is refused", seconds: 2) { try Invocation(check).status == 4 }
        up.kill(SIGINT)
        #expect(up.wait().status == 0)
    }
}
