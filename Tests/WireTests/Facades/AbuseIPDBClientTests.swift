import Glibc
import TestHosts
import TestLoop
import TestWire
import Testing

/// Clients of AbuseIPDB, which know nothing of this program.
@Suite("Clients of AbuseIPDB", .serialized, .enabled(if: PythonProgram.areWanted))
struct AbuseIPDBClientTests {
    @Test("abuseipdb-python-sdk does everything it can do")
    func kit() async throws {
        let server = try await WireServer.start()
        let key = try await server.key()
        let output = try await FacadeClient.run("report.py", with: server, "http://127.0.0.1:\(server.port)", key)
        #expect(output.hasSuffix("everything is as it should be\n"), "\(output)")
        try await server.kill()
    }

    private static let name = "api.abuseipdb.com"
    private static let failures = (1...3).map {
        "Nov 22 10:00:0\($0) host sshd[99\($0)]: Failed password for root from 45.99.0.3 port 4\($0)22 ssh2"
    }

    /// Runs a command where AbuseIPDB's name leads to our server, whose certificate is trusted.
    private static func deceived(_ world: FacadeWorld, _ command: [String]) -> [String] {
        let trust = ["CURL_CA_BUNDLE", "REQUESTS_CA_BUNDLE", "SSL_CERT_FILE"].map {
            "\($0)=\(world.folder.file("certificate.pem"))"
        }
        return [
            "unshare", "--mount", "--propagation", "private", "sh", "-c",
            "mount --bind \"$1\" /etc/hosts && shift && exec \"$@\"", "sh", world.folder.file("hosts"), "env",
        ] + trust + command
    }

    @Test(
        "fail2ban's own action, as Debian ships it, and abuseipdb-wrapper: both ask a fixed name",
        .enabled(if: TestHost.isPermitted))
    func fixedName() async throws {
        let world = try await FacadeWorld(listed: 1) { folder in
            let certificate = try await WireCertificate(in: folder, for: Self.name)
            return certificate.arguments(port: 443)
        }
        let folder = world.folder
        try folder.write("127.0.0.1 localhost \(Self.name)\n", to: "hosts")
        try folder.makeFolder("fail2ban")
        try folder.write("", to: "auth.log")
        try folder.write("[Definition]\ndbfile = None\n", to: "fail2ban/fail2ban.local")
        try folder.write(
            """
            [sshd]
            enabled = true
            backend = polling
            filter = sshd
            logpath = \(folder.file("auth.log"))
            maxretry = 3
            findtime = 10y
            bantime = -1
            action = abuseipdb[abuseipdb_apikey="\(world.key)", abuseipdb_category="18,22"]

            """, to: "fail2ban/jail.conf")
        for name in ["action.d", "filter.d", "fail2ban.conf"] {
            try await world.host.command(["ln", "-s", "/etc/fail2ban/\(name)", folder.file("fail2ban/\(name)")])
        }
        let command = [
            "fail2ban-server", "-f", "-c", folder.file("fail2ban"), "-s", folder.file("socket"), "-p",
            folder.file("pid"),
            "--logtarget", folder.file("fail2ban.log"),
        ]
        let server = try await world.host.start(Self.deceived(world, command))
        try await world.wait("the jail is there", for: "fail2ban.log") {
            $0.text(of: "fail2ban.log").contains("Jail 'sshd' started")
        }
        try folder.write(Self.failures.joined(separator: "\n") + "\n", to: "auth.log")
        try await world.wait("the address is banned", for: "fail2ban.log") {
            $0.text(of: "fail2ban.log").contains("Ban 45.99.0.3")
        }
        let check = WireRequest.get("/v1/key/check/45.99.0.3", key: world.key)
        try await world.wait("the report has come", for: "fail2ban.log") { _ in
            try WireConnection(port: FacadeWorld.port).exchange(check).json["contributor"]?["reportCount"]?.int == 1
        }
        let contributor = try await world.send(check).json["contributor"]
        #expect(contributor?["categories"]?[0]?["name"] == "brute_force" && contributor?["protocols"] == ["ssh"])
        let log = folder.text(of: "fail2ban.log")
        #expect(!log.contains("ERROR"), "\(log)")
        // Told what it was told: the lines that led to the ban.
        let reports = try await world.send(.get("/api/v2/reports?ipAddress=45.99.0.3", key: world.key)).json["data"]
        let comment = reports?["results"]?[0]?["comment"]?.string ?? ""
        #expect(Self.failures.allSatisfy { comment.contains($0) }, "\(comment)")

        let wrapper = try await world.host.command(
            Self.deceived(world, FacadeClient.command("wrapper.py", [world.key, "45.99.0.3"])))
        #expect(wrapper.hasSuffix("everything is as it should be\n"), "\(wrapper)")
        server.kill(SIGTERM)
        _ = try await TestThread.run { server.wait() }
        try await world.end()
    }
}
