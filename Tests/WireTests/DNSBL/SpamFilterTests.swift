import Glibc
import IPNetworks
import TestHosts
import TestLoop
import TestWire
import Testing

/// Only with SIKKER_LONG=1: beside all other tests, rspamd takes minutes of a small machine to start.
private let isLong = getenv("SIKKER_LONG").map { String(cString: $0) } == "1"

/// rspamd as Debian sets it up, with what `docs/formats.md` adds, on a host whose only name server is the DNS list there.
@Suite("A spam filter that asks the DNS list")
struct SpamFilterTests {
    private static let port: UInt16 = 11333

    @Test(
        "rspamd knows senders from listed addresses of both families, and nobody else",
        .enabled(if: TestHost.isPermitted && PythonProgram.areWanted && isLong))
    func rspamd() async throws {
        let host = try TestHost("filter")
        let folder = try await ListedStore.make(20)
        let server = try await LoopProcess(
            "server",
            [
                LoopProgram.path, "server", "--data", folder.file("server"), "--listen", "127.0.0.1:0", "--dnsbl-zone",
                "bl.example.org", "--dnsbl-listen", "127.0.0.1:53",
                // All that rspamd asks about a message goes to this server; it refuses most.
                "--dnsbl-rate", "100000",
            ], in: host, folder: folder)
        try await TestThread.run { try server.waitForLog("DNS list bl.example.org answers", seconds: 180) }
        let rspamd = try await Self.start(on: host, in: folder)
        try await host.run {
            try LoopWait.until("rspamd answers", seconds: 300, { rspamd.log }) {
                (try? WireConnection(port: Self.port).exchange(.get("/ping")).text.hasPrefix("pong")) == true
            }
        }
        let listed = [ListedStore.address(1), ListedStore.address(7)]
        for sender in listed.map(\.description) + ["45.99.0.3", "2a01:4f8::3"] {
            let found = try await Self.symbols(for: sender, on: host).filter { $0.hasPrefix("SIKKER") }
            #expect(found == (listed.contains { $0.description == sender } ? ["SIKKER_LISTED"] : []), "\(sender)")
        }
        _ = try await TestThread.run {
            rspamd.killAtOnce()
            return server.stop()
        }
    }

    private static func start(on host: TestHost, in folder: LoopFolder) async throws -> LoopProcess {
        for name in ["local.d", "run", "db"] { try folder.makeFolder(name) }
        try folder.write(try FormatsPage.lines(for: "rspamd").joined(separator: "\n") + "\n", to: "local.d/rbl.conf")
        try folder.write(
            "dns { nameserver = [\"127.0.0.1:53\"]; timeout = 20s; }\ndisable_hyperscan = true;\n",
            to: "local.d/options.inc")
        try folder.write("type = \"console\";\n", to: "local.d/logging.inc")
        // Who only keep others from their memory.
        for name in ["controller", "proxy"] {
            try folder.write("enabled = false;\n", to: "local.d/worker-\(name).inc")
        }
        try folder.write("count = 1;\n", to: "local.d/worker-normal.inc")
        let variables = [("LOCAL_CONFDIR", ""), ("RUNDIR", "run"), ("DBDIR", "db"), ("LOGDIR", "run")].map {
            "--var=\($0)=\(folder.file($1))"
        }
        // Its workers end with it, however it ends.
        return try await LoopProcess(
            "rspamd",
            ["unshare", "--pid", "--fork", "--kill-child", "rspamd", "--no-fork", "--insecure"] + variables, in: host,
            folder: folder)
    }

    /// What rspamd finds in a harmless message that comes from an address.
    private static func symbols(for sender: String, on host: TestHost) async throws -> [String] {
        let message = """
            From: somebody@example.org\r
            To: root@example.net\r
            Subject: hello\r
            Date: Sun, 22 Nov 2026 20:00:00 +0000\r
            Message-ID: <1@example.org>\r
            \r
            Hello.\r

            """
        let answer = try await host.run {
            try WireConnection(port: port, milliseconds: 60_000).exchange(
                .post("/checkv2", type: "text/plain", fields: [("IP", sender)], message))
        }
        return try #require(try answer.json["symbols"]?.names, "\(answer.text)")
    }
}
