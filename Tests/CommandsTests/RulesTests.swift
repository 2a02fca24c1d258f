import FoundationEssentials
import TestLoop
import Testing

/// Rules are worked on without a server.
@Suite("Rules") struct RulesTests {
    private static let good = """
        protocols: [ssh]
        behaviours:
          mine.marker:
            title: Said the word
            severity: very_high
            attack: T1105
            field: command.command
            contains: marker-of-mine
            examples: [{command: marker-of-mine}]
            near_misses: [{command: marker}]

        """

    private struct Report: Decodable {
        struct Fault: Decodable {
            var file: String
            var line: Int
            var problem: String
        }
        var files: [String]
        var faults: [Fault]
    }

    private struct Behaviour: Decodable {
        var name: String
        var severity: String
        var attack: [String]
        var protocols: [String]
        var primitives: [String]
    }

    private struct Session: Decodable {
        struct Event: Decodable {
            var number: Int
            var kind: String
            var primitives: [String]
            var behaviours: [String]
        }
        var events: [Event]
        var behaviours: [Behaviour]
    }

    private static func decode<Value: Decodable>(_ run: Invocation) throws -> Value {
        try JSONDecoder().decode(Value.self, from: Data(run.standardOutput.utf8))
    }

    private static func write(_ text: String, to path: String) throws {
        try Data(text.utf8).write(to: URL(filePath: path))
    }

    @Test func checkNamesFileLineAndWhatIsAccepted() throws {
        let folder = try LoopFolder()
        let (file, broken) = (folder.file("mine.yaml"), folder.file("broken.yaml"))
        try Self.write(Self.good, to: file)
        try Self.write(Self.good.replacing("very_high", with: "awful"), to: broken)
        let good = try Invocation(["rules", "check", file])
        #expect(good.status == 0 && good.standardOutput.hasPrefix("1 file is good: "))
        let bad = try Invocation(["rules", "check", file, broken])
        #expect(bad.status == 1 && bad.standardError == "sikker: 1 fault\n")
        let sentence = "there is no severity 'awful'; accepted: info, low, medium, high, very_high"
        #expect(bad.standardOutput == "\(broken):5: \(sentence)\n")
        let json = try Invocation(["rules", "check", broken, "--json"])
        let report: Report = try Self.decode(json)
        #expect(json.status == 1 && report.files == [broken])
        #expect(report.faults.map(\.line) == [5] && report.faults.map(\.problem) == [sentence])
        let twice = try Invocation(["rules", "check", file, file])
        #expect(twice.status == 1 && twice.standardOutput.contains("is defined at \(file):3 already"))
        #expect(try Invocation(["rules", "check", folder.file("none.yaml")]).status == 6)
        #expect(try Invocation(["rules", "check"]).standardOutput.hasPrefix("The rules of this program are good: "))
    }

    @Test func testPlaysExamplesTogetherWithTheProgramsOwn() throws {
        let folder = try LoopFolder()
        let file = folder.file("mine.yaml")
        try Self.write(Self.good, to: file)
        let good = try Invocation(["rules", "test", file])
        #expect(good.status == 0 && good.standardOutput.contains("turn out as they should"))
        try Self.write(
            Self.good.replacing("[{command: marker-of-mine}]", with: "[{command: x}]")
                .replacing("[{command: marker}]", with: "[{command: marker-of-mine}]"), to: file)
        let bad = try Invocation(["rules", "test", file])
        #expect(bad.status == 1 && bad.standardError == "sikker: 2 broken examples\n")
        #expect(
            bad.standardOutput == """
                \(file):9: this example does not show mine.marker
                \(file):10: this near miss shows mine.marker

                """)
        let report: Report = try Self.decode(try Invocation(["rules", "test", file, "--json"]))
        #expect(report.faults.map(\.line) == [9, 10])
    }

    @Test func listFiltersAndTakesTheServersFolder() throws {
        let folder = try LoopFolder()
        let (rules, settings) = (folder.file("rules"), folder.file("server.yaml"))
        try FileManager.default.createDirectory(atPath: rules, withIntermediateDirectories: true)
        try Self.write(Self.good, to: rules + "/mine.yaml")
        try Self.write("rules:\n  folder: \(rules)\n", to: settings)
        let run = try Invocation([
            "rules", "list", "--config", settings, "--protocol", "ssh", "--severity", "very_high", "--technique",
            "t1105", "--json",
        ])
        #expect(run.status == 0)
        let rows: [Behaviour] = try Self.decode(run)
        #expect(rows.contains { $0.name == "mine.marker" && $0.primitives == ["mine.marker"] })
        #expect(rows.allSatisfy { $0.severity == "very_high" && $0.protocols.contains("ssh") })
        #expect(rows.allSatisfy { $0.attack.contains { $0 == "T1105" || $0.hasPrefix("T1105.") } })
        let table = try Invocation(["rules", "list", "--protocol", "redis"])
        #expect(table.status == 0 && table.standardOutput.hasPrefix("behaviour"))
        #expect(!table.standardOutput.contains("mine.marker") && table.standardOutput.contains("redis."))
        #expect(try Invocation(["rules", "list", "--severity", "awful"]).status == 2)
        let none = try Invocation(["rules", "list", "--technique", "T9999"])
        #expect(none.status == 0 && none.standardOutput.isEmpty)
    }

    @Test func explainSaysWhichEventShowsWhat() throws {
        let folder = try LoopFolder()
        let file = folder.file("mine.yaml")
        try Self.write(Self.good, to: file)
        let words = ["rules", "explain", "ssh", "uname -a", "echo marker-of-mine", "--rules", file]
        let run = try Invocation(words)
        #expect(run.status == 0)
        let second = try #require(run.standardOutput.firstRange(of: "2  command  echo marker-of-mine\n"))
        #expect(run.standardOutput[second.upperBound...].contains("     mine.marker: Said the word\n"))
        #expect(
            run.standardOutput.contains("very_high  mine.marker: Said the word (T1105), shown by event 2\n"))
        #expect(run.standardOutput.contains("     because of mine.marker (2)\n"))
        #expect(!run.standardOutput.contains("\u{1b}["))
        let coloured = try Invocation(words, environment: ["NO_COLOR=", "CLICOLOR_FORCE=1"])
        #expect(coloured.standardOutput.contains("\u{1b}[31mvery_high\u{1b}[0m"))
        #expect(
            try Invocation(words, environment: ["CLICOLOR_FORCE=1", "NO_COLOR=1"]).standardOutput == run.standardOutput)

        let sessions: [Session] = try Self.decode(try Invocation(words + ["--json"]))
        #expect(sessions.count == 1 && sessions[0].events.map(\.kind) == ["command", "command", "close"])
        #expect(sessions[0].events[1].behaviours == ["mine.marker"])
        #expect(sessions[0].behaviours.contains { $0.name == "mine.marker" })
    }

    @Test func explainReadsSensorsEvents() throws {
        let folder = try LoopFolder()
        let file = folder.file("events")
        func event(_ number: Int, session: Int, _ command: String) -> String {
            """
            {"id":"01900000-0000-7000-8000-00000000000\(number)","session":"01900000-0000-7000-8000-0000000000a\(session)",\
            "seq":\(number),"at":1790000000000,"protocol":"telnet","transport":"tcp","dstPort":23,"src":"192.0.2.1",\
            "srcPort":4000,"kind":"command","fields":{"command":"\(command)"}}

            """
        }
        try Self.write(
            event(0, session: 1, "cat /proc/cpuinfo") + event(1, session: 2, "nothing")
                + event(2, session: 1, "uname -a"),
            to: file)
        let sessions: [Session] = try Self.decode(try Invocation(["rules", "explain", "--events", file, "--json"]))
        #expect(sessions.map(\.events.count) == [2, 1])
        #expect(!sessions[0].events[1].primitives.isEmpty && sessions[1].behaviours.isEmpty)
        try Self.write("{}\n", to: file)
        let bad = try Invocation(["rules", "explain", "--events", file])
        #expect(bad.status == 6 && bad.standardError.contains("\(file): line 1: "))
        for wrong in [[], ["ssh"], ["gopher", "x"], ["ssh", "x", "--events", file]] {
            #expect(try Invocation(["rules", "explain"] + wrong).status == 2)
        }
    }

    @Test func huntIsAskedForAndShown() throws {
        let folder = try LoopFolder()
        let data = ["--data", folder.file("data")]
        let none = try Invocation(["rules", "hunt", "--status"] + data)
        #expect(none.status == 0 && none.standardOutput.isEmpty)
        #expect(none.standardError == "No stored session was ever matched again.\n")
        let asked = try Invocation(["rules", "hunt"] + data)
        #expect(asked.status == 0 && asked.standardOutput.hasPrefix("Hunt 1 for all behaviours: begun "))
        let shown = try Invocation(["rules", "hunt", "--status"] + data)
        #expect(shown.standardOutput == asked.standardOutput)
        #expect(shown.standardOutput.contains("0 of 0 sessions looked at, 0 events matched"))
        let log = try Invocation(["account", "log"] + data)
        #expect(log.standardOutput.contains("had all stored sessions matched again"))
    }
}
