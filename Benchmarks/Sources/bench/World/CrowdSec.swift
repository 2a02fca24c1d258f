import Foundation

/// CrowdSec's local API with decisions in SQLite, as a bouncer asks it (Debian package crowdsec). It knows nobody else:
/// neither its central API nor its agent takes part.
struct CrowdSec {
    let process: RunningProcess
    let port: UInt16
    /// What a bouncer sends with each request.
    let bouncer: [String: String]
    private let machine = (name: "bench", password: "bench-1f6b")

    /// `nil` when it is not installed.
    init?(_ bench: Bench) throws {
        guard let program = bench.find("crowdsec"), let tool = bench.find("cscli") else { return nil }
        let folder = bench.file("crowdsec")
        for name in ["etc/notifications", "etc/plugins", "data"] {
            try FileManager.default.createDirectory(atPath: "\(folder)/\(name)", withIntermediateDirectories: true)
        }
        for name in ["profiles.yaml", "simulation.yaml"] {
            try FileManager.default.copyItem(atPath: "/etc/crowdsec/\(name)", toPath: "\(folder)/etc/\(name)")
        }
        port = try Loopback.freePort()
        let configuration = "\(folder)/etc/config.yaml"
        try Self.configuration(folder, port: port).write(toFile: configuration, atomically: true, encoding: .utf8)
        func call(_ arguments: String...) throws -> String {
            let output = "\(folder)/output"
            let run = try Run.measured(tool, ["-c", configuration, "--error"] + arguments, output: output)
            guard run.exitStatus == 0 else { throw BenchmarkFailure("cscli \(arguments) failed") }
            return try String(contentsOfFile: output, encoding: .utf8)
        }
        _ = try call("machines", "add", machine.name, "--password", machine.password, "--force")
        let key = try call("bouncers", "add", "bench", "-o", "raw").trimmingCharacters(in: .whitespacesAndNewlines)
        bouncer = ["X-Api-Key": key, "User-Agent": "bench/1"]
        process = try RunningProcess(program, ["-c", configuration, "-no-cs"], log: bench.file("crowdsec.log"))
        try Loopback.wait(port: port)
    }

    /// Adds a ban of each address.
    func ban(_ addresses: [String], _ bench: Bench) throws {
        guard let tool = bench.find("cscli") else { return }
        let file = bench.file("decisions.csv")
        let lines = addresses.map { "24h,Ip,\($0)" }
        try ("duration,scope,value\n" + lines.joined(separator: "\n") + "\n")
            .write(toFile: file, atomically: false, encoding: .utf8)
        let run = try Run.measured(
            tool, ["-c", bench.file("crowdsec") + "/etc/config.yaml", "--error", "decisions", "import", "-i", file])
        guard run.exitStatus == 0 else { throw BenchmarkFailure("cscli decisions import failed") }
    }

    /// What a machine sends with each alert.
    func machineFields() throws -> [String: String] {
        struct Login: Decodable { var token: String }
        let body = #"{"machine_id":"\#(machine.name)","password":"\#(machine.password)","scenarios":[]}"#
        let answer = try Connection(port: port).send(
            Connection.request(
                "POST", "/v1/watchers/login", fields: ["Content-Type": "application/json", "User-Agent": "bench/1"],
                body: Array(body.utf8)))
        let login = try JSONDecoder().decode(Login.self, from: Data(answer.body))
        return ["Authorization": "Bearer \(login.token)", "Content-Type": "application/json", "User-Agent": "bench/1"]
    }

    /// Lua that sends an alert about another address each time, with the decision to ban it.
    static let alerts = """
        wrk.method = "POST"
        local count = 0
        function request()
          count = count + 1
          local a = 1879048192 + count
          local ip = string.format("%d.%d.%d.%d", math.floor(a / 16777216), math.floor(a / 65536) % 256,
            math.floor(a / 256) % 256, a % 256)
          return wrk.format(nil, nil, nil, string.format(
            '[{"capacity":5,"leakspeed":"10s","simulated":false,"scenario":"bench/ssh","scenario_hash":"0","scenario_version":"1",' ..
            '"message":"m","events_count":1,"start_at":"2026-01-01T00:00:00Z","stop_at":"2026-01-01T00:00:01Z","events":[],' ..
            '"source":{"scope":"Ip","value":"%s","ip":"%s"},"decisions":[{"origin":"crowdsec","scenario":"bench/ssh",' ..
            '"scope":"Ip","value":"%s","type":"ban","duration":"4h"}]}]', ip, ip, ip))
        end
        """

    private static func configuration(_ folder: String, port: UInt16) -> String {
        """
        common: { daemonize: false, log_media: stdout, log_level: warning, working_dir: . }
        config_paths:
          config_dir: \(folder)/etc/
          data_dir: \(folder)/data/
          simulation_path: \(folder)/etc/simulation.yaml
          hub_dir: /usr/share/crowdsec/hub/
          index_path: /usr/share/crowdsec/hub/.index.json
          notification_dir: \(folder)/etc/notifications/
          plugin_dir: \(folder)/etc/plugins/
        cscli: { output: human }
        db_config: { log_level: warning, type: sqlite, db_path: \(folder)/data/crowdsec.db, use_wal: true }
        api:
          client: { credentials_path: \(folder)/etc/local.yaml }
          server: { log_level: warning, listen_uri: "127.0.0.1:\(port)", profiles_path: \(folder)/etc/profiles.yaml }
        prometheus: { enabled: false }
        """
    }
}
