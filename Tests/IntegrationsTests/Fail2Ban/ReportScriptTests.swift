import Glibc
import Integrations
import TestHosts
import TestLoop
import TestServers
import TestWire
import Testing

/// `sikkerapi-report`, by hand and as fail2ban calls it.
@Suite struct ReportScriptTests {
    static let key = "sk_free_0123456789abcdefABCDEF"

    private static func stage(_ desk: ReportDesk, _ shell: Shell) throws -> ScriptStage {
        try ScriptStage("/fail2ban/sikkerapi-report.sh", baseURL: desk.url, shell: shell)
    }

    /// As fail2ban's action calls it, with a log of its own.
    private static func background(_ stage: ScriptStage) throws -> [String] {
        try stage.folder.write("", to: "fail2ban.log")
        return [
            "SIKKERAPI_FAIL2BAN_LOG=\(stage.folder.file("fail2ban.log"))", "SIKKERAPI_RUN=\(stage.folder.file("run"))",
        ]
    }

    private static func waitForLog(_ stage: ScriptStage, lines: Int = 1) async throws -> [Substring] {
        try await TestThread.run {
            try LoopWait.until("\(lines) lines in the log", seconds: 180) {
                stage.folder.text(of: "fail2ban.log").count(where: \.isNewline) >= lines
            }
        }
        return stage.folder.text(of: "fail2ban.log").split(separator: "\n")
    }

    @Test(arguments: Shell.allCases)
    func reportsByHand(_ shell: Shell) async throws {
        let desk = try await ReportDesk()
        let stage = try Self.stage(desk, shell)
        let outcome = try await stage.run(["45.40.1.1", Self.key, "brute_force", "ssh", "manual test"])
        #expect(outcome == ScriptOutcome(status: 0, output: "Reported 45.40.1.1 (brute_force) to SikkerAPI\n"))
        let request = try #require(desk.requests.first)
        #expect(desk.requests.count == 1 && request.method == "POST" && request.target == "/v1/key/report")
        #expect(request.headers["authorization"] == "Bearer \(Self.key)")
        #expect(request.headers["content-type"] == "application/json")
        #expect(
            try JSONValue(parsing: request.body)
                == JSONValue(
                    parsing: Array(
                        #"{"ip":"45.40.1.1","category":"brute_force","protocol":"ssh","comment":"manual test"}"#.utf8)))
    }

    @Test(arguments: Shell.allCases)
    func leavesOutWhatIsNotGiven(_ shell: Shell) async throws {
        let desk = try await ReportDesk()
        let stage = try Self.stage(desk, shell)
        for rest in [[], ["-"], ["", ""]] {
            #expect(try await stage.run(["2a00:1450::1", Self.key, "16"] + rest).status == 0)
        }
        #expect(desk.requests.map(\.text) == Array(repeating: #"{"ip":"2a00:1450::1","category":"16"}"#, count: 3))
    }

    /// Comments that could break JSON, the shell, curl's configuration or the terminal; what the server is told.
    static let comments: [(given: String, told: String)] = [
        (#"say "hello" \ back\n"#, #"say "hello" \ back\n"#),
        ("two\nlines\tand\r\u{1b}[31m\u{7f}", "two lines and  [31m "),
        ("$(touch /nowhere) `id` ; rm -rf ~ & | > x", "$(touch /nowhere) `id` ; rm -rf ~ & | > x"),
        ("@/etc/passwd", "@/etc/passwd"), ("Straße – 道", "Straße – 道"), ("-d x", "-d x"),
        ("%{http_code} %s", "%{http_code} %s"),
        (String(repeating: "ä", count: 600), String(repeating: "ä", count: 500)), ("</script>'", "</script>'"),
    ]

    @Test(arguments: Shell.allCases, comments.indices)
    func commentsArriveAsText(_ shell: Shell, _ index: Int) async throws {
        let desk = try await ReportDesk()
        let (given, told) = Self.comments[index]
        let outcome = try await Self.stage(desk, shell).run(["45.40.1.1", Self.key, "other", "ssh", given])
        #expect(outcome.status == 0 && outcome.error.isEmpty)
        let body = try #require(desk.requests.first?.body)
        #expect(try JSONValue(parsing: body)["comment"]?.string == told)
    }

    @Test(
        "What cannot be reported is refused before anybody is asked", arguments: Shell.allCases,
        [
            (["45.40.1.1", key], 2, "usage: "), ([], 2, "usage: "),
            (["45.40.1.1", key, "a", "b", "c", "d"], 2, "usage: "),
            (["45.40.1.1\"", key, "other"], 2, "is no address"), (["$(id)", key, "other"], 2, "is no address"),
            (["", key, "other"], 2, "is no address"), (["-x", key, "other"], 2, "is no address"),
            (["45.40.1.1\n", key, "other"], 2, "is no address"),
            ([String(repeating: "1", count: 46), key, "other"], 2, "is no address"),
            (["45.40.1.1", key, "Other"], 2, "is no category"),
            (["45.40.1.1", key, "a\",\"x\":\"b"], 2, "is no category"),
            (["45.40.1.1", key, "other", "s sh"], 2, "is no protocol"),
            (["45.40.1.1", "", "other"], 1, "the key is none"),
            (["45.40.1.1", "sk_", "other"], 1, "the key is none"),
            (["45.40.1.1", "sk_a\nX: y", "other"], 1, "the key is none"),
            (["45.40.1.1", "sk_a\"", "other"], 1, "the key is none"),
            (["45.40.1.1", "@/nowhere", "other"], 1, "cannot be read"),
            (["45.40.1.1", "-", "other"], 1, "the key is none"),
        ] as [([String], Int32, String)])
    func refuses(_ shell: Shell, _ call: ([String], Int32, String)) async throws {
        let desk = try await ReportDesk()
        let outcome = try await Self.stage(desk, shell).run(call.0)
        #expect(outcome.status == call.1 && outcome.output.isEmpty && outcome.error.contains(call.2), "\(outcome)")
        #expect(outcome.error.count(where: \.isNewline) == 1 && desk.requests.isEmpty)
    }

    @Test func networksAreSkipped() async throws {
        let desk = try await ReportDesk()
        let outcome = try await Self.stage(desk, .dash).run(["45.40.0.0/16", Self.key, "other"])
        #expect(
            outcome
                == ScriptOutcome(
                    status: 0, output: "Skipped 45.40.0.0/16: only single addresses are reported to SikkerAPI\n"))
        #expect(desk.requests.isEmpty)
    }

    @Test(arguments: Shell.allCases)
    func keyFromAFile(_ shell: Shell) async throws {
        let desk = try await ReportDesk()
        let stage = try Self.stage(desk, shell)
        let file = stage.folder.file("key")
        try stage.folder.write("\(Self.key)\r\nnot this\n", to: "key")
        let arguments = ["45.40.1.1", "@\(file)", "other"]
        let open = try await stage.run(arguments)
        #expect(open.status == 1 && open.error.contains("others can read the key file \(file); run: chmod 600 \(file)"))
        chmod(file, 0o600)
        #expect(try await stage.run(arguments).status == 0)
        // Nobody comes to it.
        chmod(file, 0o644)
        chmod(stage.folder.path, 0o700)
        #expect(try await stage.run(arguments).status == 0)
        #expect(try await stage.run(["45.40.1.1", "-", "other"], input: "\(Self.key)\n").status == 0)
        #expect(desk.requests.map { $0.headers["authorization"] } == Array(repeating: "Bearer \(Self.key)", count: 3))
    }

    static let answers: [(answer: TestAnswer, said: String)] = [
        (.error(401, "a valid key is needed"), "the server refuses the key: a valid key is needed"),
        (.error(403, "this key is disabled"), "the server refuses the key: this key is disabled"),
        (.error(429, "used up"), "the server takes no more for now: used up"),
        (.error(400, "'ip' is no address \(key) \u{1b}[2J"), "the server answered 400: 'ip' is no address sk_... [2J"),
        (.answer(status: 502, body: Array("<html>\nbad gateway</html>".utf8)), "the server answered 502"),
        (.answer(status: 200, body: Array("<html>log in here</html>".utf8)), "the server answered 200"),
        (.redirect(to: "http://127.0.0.1:1/", status: 307), "the server answered 307"),
        (.answer(status: 500, body: Array(repeating: 0x61, count: 1 << 20)), "what http://127.0.0.1:"),
        (.cut, "no answer from"),
        // For curl before 7.66, an answer of HTTP 0.9.
        (.raw(Array("nonsense\r\n\r\n".utf8)), ""),
    ]

    @Test(arguments: Shell.allCases, answers.indices)
    func saysWhyItFailed(_ shell: Shell, _ index: Int) async throws {
        let (answer, said) = Self.answers[index]
        let desk = try await ReportDesk(answer)
        let stage = try Self.stage(desk, shell)
        let arguments = ["45.40.1.1", Self.key, "other"]
        let byHand = try await stage.run(arguments)
        #expect(byHand.status == 1 && byHand.output.isEmpty && byHand.error.count(where: \.isNewline) == 1)
        #expect(byHand.error.hasPrefix("Not reported 45.40.1.1 (other) to SikkerAPI: \(said)"), "\(byHand.error)")
        #expect(!byHand.error.contains(Self.key) && !byHand.error.contains("\u{1b}"))
        // Under fail2ban the same, in its log; but a connection may end in more ways than one.
        let ban = try await stage.run(arguments, environment: Self.background(stage))
        #expect(ban == ScriptOutcome(status: 0))
        let lines = try await Self.waitForLog(stage)
        let sentence = byHand.error.dropLast().split(separator: said == "no answer from" ? ": (" : "\n")[0]
        #expect(lines.count == 1 && lines[0].contains(" NOTICE  " + sentence), "\(lines) but \(byHand.error)")
    }

    @Test func fail2banIsNotHeldUp() async throws {
        let desk = try await ReportDesk(.hang)
        let stage = try Self.stage(desk, .dash)
        let environment = try Self.background(stage)
        let key = "sk_free_slow"
        // 40 bans: as many as may be under way are, the others are given up at once.
        for number in 1...40 {
            let outcome = try await stage.run(["45.40.1.\(number)", key, "other"], environment: environment)
            #expect(outcome == ScriptOutcome(status: 0))
        }
        try await TestThread.run {
            try LoopWait.until("32 reports are under way", seconds: 180) { desk.requests.count >= 32 }
        }
        #expect(ProcessTable.commandLines(containing: key).isEmpty)
        let lines = try await Self.waitForLog(stage, lines: 8)
        #expect(lines.contains { $0.hasSuffix(": 32 reports are under way already") })
        await desk.stop()
    }

    /// What is in the list of processes while a report waits for its answer.
    @Test(arguments: Shell.allCases, ["file", "argument"])
    func noProgramThatIsStartedShowsTheKey(_ shell: Shell, _ way: String) async throws {
        // An answer without end, until it is cut.
        let (pieces, end) = AsyncStream<[UInt8]>.makeStream()
        let desk = try await ReportDesk(.stream(pieces: pieces))
        let stage = try Self.stage(desk, shell)
        let key = "sk_free_secret\(shell)\(way)"
        try stage.folder.write(key, to: "key")
        try #require(chmod(stage.folder.file("key"), 0o600) == 0)
        let shown = way == "file" ? "@\(stage.folder.file("key"))" : key
        let command = stage.command(["45.40.1.1", shown, "other", "ssh", "hello \(key.dropFirst(3))"])
        try await TestThread.run {
            let process = try TestProcess(command)
            try LoopWait.until("the report waits", seconds: 180) { !desk.requests.isEmpty }
            let body = ProcessTable.commandLines(containing: #""comment":"hello \#(key.dropFirst(3))""#)
            #expect(body.count == 1 && body[0].hasPrefix("curl "))
            // Whoever calls a script with the key itself shows it in that line, and nowhere else.
            let lines = ProcessTable.commandLines(containing: key)
            #expect(lines.allSatisfy { way == "argument" && $0.hasPrefix(stage.programs + "/sh ") }, "\(lines)")
            end.finish()
            #expect(process.wait().status == 1)
        }
    }

    /// Where fail2ban does not log to a file, the system's log is told.
    @Test(arguments: ["", "/nowhere/fail2ban.log", "/dev", "SYSTEMD-JOURNAL"])
    func withoutALogTheSystemIsTold(_ log: String) async throws {
        let desk = try await ReportDesk()
        let stage = try Self.stage(desk, .dash)
        try stage.addProgram("logger", #"printf '%s\n' "$*" >>"\#(stage.folder.file("fail2ban.log"))""#)
        var environment = try Self.background(stage)
        environment[0] = "SIKKERAPI_FAIL2BAN_LOG=" + log
        let outcome = try await stage.run(["45.40.1.1", Self.key, "other"], environment: environment)
        #expect(outcome == ScriptOutcome(status: 0))
        #expect(try await Self.waitForLog(stage) == ["-t sikkerapi -- Reported 45.40.1.1 (other) to SikkerAPI"])
    }
}
