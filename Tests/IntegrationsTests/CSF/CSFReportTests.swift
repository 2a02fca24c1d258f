import Foundation
import Integrations
import TestHosts
import TestLoop
import TestServers
import TestWire
import Testing

/// `sikkerapi-csf-report`, called as lfd calls it: by the stand-in `lfd.pl`.
@Suite struct CSFReportTests {
    static let key = "sk_free_abcdefABCDEF0123456789"

    /// lfd's eight arguments.
    struct Block: Sendable {
        var address = "45.40.1.1"
        var ports = "22"
        var isPermanent = "0"
        var direction = "in"
        var timeout = "3600"
        var message = "(sshd) Failed SSH login from 45.40.1.1 (NL/Netherlands/-): 5 in the last 3600 secs"
        var logs =
            "Jan 31 12:00:00 web sshd[1]: Failed password for root from 45.40.1.1 port 5 ssh2\nJan 31 12:00:01 again\n"
        var trigger = "LF_SSHD"

        var arguments: [String] { [address, ports, isPermanent, direction, timeout, message, logs, trigger] }
    }

    private static func file(_ name: String) -> String {
        URL(filePath: #filePath).deletingLastPathComponent().appending(path: name).path
    }

    /// A script with a key file and with a `logger` that writes what it is told into `syslog`.
    private static func stage(_ desk: ReportDesk, _ shell: Shell = .dash, key: String = key) throws -> ScriptStage {
        let stage = try ScriptStage("/csf/sikkerapi-csf-report.sh", baseURL: desk.url, shell: shell)
        try stage.addProgram("logger", #"printf '%s\n' "$*" >>"\#(stage.folder.file("syslog"))""#)
        try stage.folder.write(key + "\n", to: "key")
        try #require(chmod(stage.folder.file("key"), 0o600) == 0)
        return stage
    }

    /// Has the stand-in call the script and returns what both printed.
    private static func block(
        _ block: Block, _ stage: ScriptStage, environment: [String]? = nil
    ) async throws -> String {
        let call = try stage.wrapper(environment ?? ["SIKKERAPI_KEY_FILE=\(stage.folder.file("key"))"])
        let arguments = [call] + block.arguments
        let hexadecimal = arguments.map { $0.utf8.map { String(format: "%02x", $0) }.joined() }
        return try await TestThread.run { try TestCommand.run(["perl", file("lfd.pl")] + hexadecimal) }
    }

    /// Busybox has a `logger` of its own, which its shell runs whatever stands on the PATH.
    private static func tellsStandIn(_ shell: Shell) -> Bool { shell != .busybox }

    private static func syslog(_ stage: ScriptStage) -> String { stage.folder.text(of: "syslog") }

    @Test(arguments: Shell.allCases)
    func reportsWhatLfdBlocks(_ shell: Shell) async throws {
        let desk = try await ReportDesk()
        let stage = try Self.stage(desk, shell)
        let said = "Reported 45.40.1.1 (brute_force) to SikkerAPI [LF_SSHD]"
        #expect(try await Self.block(Block(), stage) == said + "\n")
        if Self.tellsStandIn(shell) { #expect(Self.syslog(stage) == "-t sikkerapi -- \(said)\n") }
        let request = try #require(desk.requests.first)
        #expect(desk.requests.count == 1 && request.headers["authorization"] == "Bearer \(Self.key)")
        #expect(request.text == #"{"ip":"45.40.1.1","category":"brute_force","protocol":"ssh"}"#)
    }

    @Test func everyTriggerHasItsMeaning() async throws {
        let desk = try await ReportDesk()
        let stage = try Self.stage(desk)
        for name in CSFTrigger.all.flatMap(\.names) + ["LF_PERMBLOCK_COUNT", "", "LF_SSHD_X", "lf_sshd"] {
            _ = try await Self.block(Block(trigger: name), stage)
            let known = CSFTrigger.all.first { $0.names.contains(name) }
            let attacked = known?.protocol.map { #","protocol":"\#($0)""# } ?? ""
            #expect(
                desk.requests.last?.text
                    == #"{"ip":"45.40.1.1","category":"\#(known?.category ?? "other")"\#(attacked)}"#, "\(name)")
        }
    }

    /// Nothing that lfd passes on but address and trigger goes anywhere, and none of it is run.
    @Test(arguments: Shell.allCases)
    func whatAttackersWroteStaysHere(_ shell: Shell) async throws {
        let desk = try await ReportDesk()
        let stage = try Self.stage(desk, shell)
        let hostile =
            "\"'`touch \(stage.folder.file("owned"))`$(touch \(stage.folder.file("owned")))\\;&|\n\r\u{1b}[2J\u{ff}%s"
        var block = Block(
            ports: hostile, direction: hostile, message: hostile, logs: String(repeating: hostile, count: 500))
        _ = try await Self.block(block, stage)
        #expect(desk.requests.map(\.text) == [#"{"ip":"45.40.1.1","category":"brute_force","protocol":"ssh"}"#])
        block.trigger = "LF_\(hostile)"
        _ = try await Self.block(block, stage)
        #expect(desk.requests.last?.text == #"{"ip":"45.40.1.1","category":"other"}"#)
        block.address = "\"'`id`$(id)\\;&|\n\u{1b}[2J"
        #expect(try await Self.block(block, stage).contains("is no address"))
        #expect(desk.requests.count == 2)
        let log = Self.syslog(stage)
        if Self.tellsStandIn(shell) { #expect(log.count(where: \.isNewline) == 3) }
        #expect(log.utf8.allSatisfy { $0 == 10 || (0x20...0x7e).contains($0) })
        #expect(stage.folder.text(of: "owned").isEmpty && access(stage.folder.file("owned"), F_OK) != 0)
    }

    @Test func networksAreSkippedAndAddressesOfIPv6AreNot() async throws {
        let desk = try await ReportDesk()
        let stage = try Self.stage(desk)
        let skipped = try await Self.block(Block(address: "45.40.1.0/24", trigger: "LF_NETBLOCK_COUNT"), stage)
        #expect(
            skipped == "Skipped 45.40.1.0/24: only single addresses are reported to SikkerAPI [LF_NETBLOCK_COUNT]\n")
        #expect(desk.requests.isEmpty)
        _ = try await Self.block(Block(address: "2a00:1450:4001::5"), stage)
        #expect(desk.requests.first?.text == #"{"ip":"2a00:1450:4001::5","category":"brute_force","protocol":"ssh"}"#)
    }

    @Test func keyFromTheEnvironmentOrNone() async throws {
        let desk = try await ReportDesk()
        let stage = try Self.stage(desk)
        _ = try await Self.block(Block(), stage, environment: ["SIKKERAPI_KEY=\(Self.key)2"])
        #expect(desk.requests.map { $0.headers["authorization"] } == ["Bearer \(Self.key)2"])
        let none = try await Self.block(Block(), stage, environment: ["SIKKERAPI_KEY_FILE=/nowhere/key"])
        #expect(none.contains("the key file /nowhere/key cannot be read") && desk.requests.count == 1)
    }

    /// A server that is slow, while anybody looks at the list of processes.
    @Test(arguments: Shell.allCases)
    func endsBeforeLfdLosesPatience(_ shell: Shell) async throws {
        let desk = try await ReportDesk(.hang)
        let key = "sk_free_hasty\(shell)"
        let stage = try Self.stage(desk, shell, key: key)
        async let printed = Self.block(Block(), stage)
        try await TestThread.run {
            try LoopWait.until("the report waits", seconds: 180) { !desk.requests.isEmpty }
            #expect(ProcessTable.commandLines(containing: #""ip":"45.40.1.1""#).contains { $0.hasPrefix("curl ") })
            #expect(ProcessTable.commandLines(containing: key).isEmpty)
        }
        let text = try await printed
        #expect(text.hasPrefix("Not reported 45.40.1.1 (brute_force) to SikkerAPI: no answer from \(desk.url): (28)"))
        #expect(text.hasSuffix("[LF_SSHD]\n"), "lfd saw it end: \(text)")
        if Self.tellsStandIn(shell) { #expect(Self.syslog(stage) == "-t sikkerapi -- \(text)") }
        #expect(!text.contains(key))
    }

    @Test func theServersRefusalIsLogged() async throws {
        let desk = try await ReportDesk(.error(429, "today's quota of 1000 reports is used up"))
        let stage = try Self.stage(desk)
        _ = try await Self.block(Block(), stage)
        #expect(
            Self.syslog(stage)
                == "-t sikkerapi -- Not reported 45.40.1.1 (brute_force) to SikkerAPI: the server takes no more for now: "
                + "today's quota of 1000 reports is used up [LF_SSHD]\n")
    }

    @Test func calledWithNothingItSaysHow() async throws {
        let desk = try await ReportDesk()
        let stage = try Self.stage(desk)
        let outcome = try await stage.run([])
        #expect(outcome.status == 2 && outcome.error.hasPrefix("usage: sikkerapi-csf-report <ip> "))
    }

    /// Pull and push with a real server: who is listed comes as CSF reads it, and who is reported is seen.
    @Test func worksWithARealServer() async throws {
        let server = try await WireServer.start()
        let key = try await server.key()
        let url = "http://127.0.0.1:\(server.port)"
        let script = try await server.get(
            "/csf/sikkerapi-csf-report.sh", fields: [("Host", "127.0.0.1:\(server.port)")])
        let stage = try ScriptStage("/csf/sikkerapi-csf-report.sh", baseURL: url)
        try stage.addProgram("logger", "exit 1\n")
        #expect(script.text.contains("base_url=${SIKKERAPI_URL:-'\(url)'}"))
        try stage.folder.write(script.text, to: "sikkerapi-csf-report")

        let addresses = ["45.40.1.1", "45.40.1.2", "2a00:1450::1"]
        for address in addresses {
            let said = try await Self.block(
                Block(address: address), stage, environment: ["SIKKERAPI_KEY=\(key)"])
            #expect(said == "Reported \(address) (brute_force) to SikkerAPI [LF_SSHD]\n")
            let known = try JSONValue(parsing: try await server.get("/v1/key/check/\(address)", key: key).body)
            #expect(known["contributor"]?["reportCount"]?.int == 1)
        }
        // The line of the page, but for who counts: one voice does not list anybody.
        let line = try IntegrationServer(baseURL: url, version: "1.0.0").filled(CSFBlocklist.line(key: key))
            .replacing("scoreMinimum=70", with: "scoreMinimum=1")
        let listed = try await TestThread.run { try TestCommand.run(["perl", Self.file("blocklist.pl"), line]) }
        #expect(Set(listed.split(separator: "\n").map(String.init)) == Set(addresses), "\(listed)")
        try await server.kill()
    }
}
