import Glibc
import TestHosts
import TestLoop
import Testing

/// The nginx script with the real nginx, whose configuration, as that of a whole machine, is below a folder.
final class NginxStage: Sendable {
    static let program = "/usr/local/bin/sikkerapi-nginx-update"
    static let list = "/etc/nginx/sikkerapi_blocklist.conf"
    static let site = "/etc/nginx/sites-enabled/site.conf"

    let stage: ScriptStage
    let port: UInt16
    private let nginx: TestProcess

    init(baseURL: String, key: String, shell: Shell = .dash, isFurnished: Bool = true) async throws {
        stage = try ScriptStage("/nginx/sikkerapi-nginx-update.sh", baseURL: baseURL, shell: shell)
        if isFurnished {
            try await stage.furnish(program: Self.program, keyFile: "/etc/nginx/sikkerapi.key", key: key)
        }
        port = try TestSocket.freePort()
        try Self.writeConfiguration(to: stage, port: port)
        let configuration = stage.path("/etc/nginx/nginx.conf")
        nginx = try await Self.parent.get().run {
            try TestProcess(["setpriv", "--pdeathsig", "TERM", "nginx", "-c", configuration, "-g", "daemon off;"])
        }
        try await waitUntil("45.99.0.1", gets: "200")
    }

    /// Its end is nginx's.
    private static let parent = Result { try TestThread() }

    deinit {
        nginx.kill(SIGTERM)
        // Killed before it has ended its workers, it would leave them behind.
        _ = nginx.wait()
    }

    private static func writeConfiguration(to stage: ScriptStage, port: UInt16) throws {
        let folder = stage.folder.file("nginx")
        try stage.folder.makeFolder("nginx")
        let places = ["client_body", "proxy", "fastcgi", "uwsgi", "scgi"].map { "\($0)_temp_path \(folder)/\($0);" }
        try stage.write(
            """
            pid \(folder)/pid;
            error_log \(folder)/error.log;
            worker_processes 1;
            events {}
            http {
                access_log off;
                \(places.joined(separator: " "))
                include conf.d/*.conf;
                include sites-enabled/*;
            }

            """, to: "/etc/nginx/nginx.conf")
        try stage.write(
            """
            server {
                listen 127.0.0.1:\(port);
                set_real_ip_from 127.0.0.1;
                real_ip_header X-Real-IP;
                location / { return 200 "welcome\\n"; }
            }

            """, to: site)
        try stage.write("# nothing\n", to: "/etc/nginx/conf.d/empty.conf")
        // The usual mode of what is not secret; workers look at none of it.
        for path in ["/etc/nginx/nginx.conf", site] { try #require(chmod(stage.path(path), 0o644) == 0) }
    }

    func run(_ arguments: String..., environment: [String] = []) async throws -> ScriptOutcome {
        try await stage.runBelowRoot(arguments, environment: environment)
    }

    /// Puts the snippet into the site, as an administrator would.
    func protectSite() async throws {
        let text = stage.text(of: Self.site).replacing(
            "server {\n", with: "server {\n    include snippets/sikkerapi.conf;\n")
        try stage.write(text, to: Self.site)
        try await reload()
    }

    func reload() async throws {
        let configuration = stage.path("/etc/nginx/nginx.conf")
        _ = try await TestThread.run { try TestCommand.run(["nginx", "-c", configuration, "-s", "reload"]) }
    }

    /// The status of the answer to a client with that address.
    func status(for address: String) async throws -> String {
        let words = [
            "curl", "-s", "-o", "/dev/null", "-w", "%{http_code}", "-H", "X-Real-IP: \(address)",
            "http://127.0.0.1:\(port)/",
        ]
        return try await TestThread.run {
            let process = try TestProcess(words)
            return process.wait().output
        }
    }

    /// Workers follow a reload a moment later.
    func waitUntil(_ address: String, gets wanted: String) async throws {
        let deadline = ContinuousClock.now + .seconds(120)
        while try await status(for: address) != wanted {
            try #require(
                ContinuousClock.now < deadline,
                "\(address) does not get \(wanted): \(stage.folder.text(of: "nginx/error.log"))")
        }
    }

    /// The process that answers: another one after a reload. Waits until the one before it is gone.
    func workers() async throws -> String {
        let file = "/proc/\(nginx.id)/task/\(nginx.id)/children"
        return try await TestThread.run {
            var workers = ""
            try LoopWait.until("one worker is left") {
                workers = try TestCommand.run(["cat", file])
                return workers.split(separator: " ").count == 1
            }
            return workers
        }
    }
}
