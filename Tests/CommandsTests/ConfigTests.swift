import FoundationEssentials
import TestLoop
import Testing

/// `sikker config` and `sikker tier`, as they are called.
@Suite("Settings on the command line") struct ConfigTests {
    private struct Row: Decodable, Equatable {
        var name: String
        var value: String?
        var origin: String
        var place: String
    }

    @Test func everyValueIsShownWithItsOrigin() throws {
        let folder = try LoopFolder()
        try folder.write("# mine\nlisten: 0.0.0.0:80\nlog:\n  level: debug\n", to: "s.yaml")
        let run = try Invocation(
            [
                "config", "show", "--json", "--retention-days", "90", "--no-open-metrics", "--config",
                folder.file("s.yaml"),
            ],
            environment: ["SIKKER_DATA=/srv/sikker", "SIKKER_RETENTION_DAYS=60"])
        #expect(run.status == 0, "\(run.standardError)")
        let rows = try JSONDecoder().decode([Row].self, from: Data(run.standardOutput.utf8))
        func row(_ name: String) -> Row? { rows.first { $0.name == name } }
        #expect(
            row("listen")
                == Row(name: "listen", value: "0.0.0.0:80", origin: "file", place: "\(folder.file("s.yaml")):2"))
        #expect(row("log.level")?.place == "\(folder.file("s.yaml")):4")
        #expect(row("data") == Row(name: "data", value: "/srv/sikker", origin: "variable", place: "SIKKER_DATA"))
        #expect(
            row("retention_days") == Row(name: "retention_days", value: "90", origin: "flag", place: "--retention-days")
        )
        #expect(row("open_metrics")?.origin == "flag" && row("open_metrics")?.value == "false")
        #expect(row("public_url") == Row(name: "public_url", value: nil, origin: "default", place: "default"))
        #expect(row("tiers")?.value?.hasPrefix("free, tier_1") == true)

        let table = try Invocation(["config", "show"], environment: ["SIKKER_CONFIG=\(folder.file("s.yaml"))"])
        #expect(table.standardOutput.contains("0.0.0.0:80") && table.standardOutput.contains("s.yaml:2"))
    }

    @Test func aFileIsCheckedInWholeAndTheServerRefusesIt() throws {
        let folder = try LoopFolder()
        try folder.write("lisen: x\nretention_days: no\n", to: "bad.yaml")
        let check = try Invocation(["config", "check", folder.file("bad.yaml")])
        #expect(check.status == 1 && check.standardError.contains("2 faults in"))
        #expect(check.standardOutput.contains("bad.yaml:1: there is no setting 'lisen'; did you mean 'listen'?\n"))
        #expect(check.standardOutput.contains("bad.yaml:2: 'retention_days' takes a whole number"))
        for command in [["server"], ["up"], ["key", "list"], ["config", "show"]] {
            let run = try Invocation(command + ["--config", folder.file("bad.yaml"), "--data", folder.file("data")])
            #expect(run.status == 6, "\(command)")
            #expect(run.standardError.contains("bad.yaml:1: there is no setting 'lisen'"), "\(run.standardError)")
            #expect(run.standardError.contains("(and 1 more: see 'sikker config check')"))
        }
        let missing = try Invocation(["server", "--config", "/nowhere/s.yaml"])
        #expect(missing.status == 6 && missing.standardError.contains("/nowhere/s.yaml: it cannot be read"))
        let good = try Invocation(["config", "example"])
        try folder.write(good.standardOutput, to: "good.yaml")
        let fine = try Invocation(["config", "check", folder.file("good.yaml")])
        #expect(fine.status == 0 && fine.standardOutput.contains("good.yaml is good"), "\(fine.standardError)")
    }

    @Test func aWrongOptionIsWrongUse() throws {
        let run = try Invocation(["server", "--retention-days", "never"])
        #expect(run.status == 2)
        #expect(run.standardError.contains("--retention-days: takes a whole number from 1 to 3650, not 'never'"))
    }

    @Test func tiersAreListedShownAndChecked() throws {
        let folder = try LoopFolder()
        try folder.write("tiers:\n  - {id: free, lookups: 3, reports: unlimited}\n", to: "t.yaml")
        let list = try Invocation(["tier", "list", "--config", folder.file("t.yaml")])
        #expect(list.standardOutput.contains("free") && list.standardOutput.contains("operator"))
        #expect(!list.standardOutput.contains("tier_1"))
        let show = try Invocation(["tier", "show", "free", "--json", "--config", folder.file("t.yaml")])
        #expect(show.standardOutput.contains("\"lookups\" : 3") && show.standardOutput.contains("\"reports\" : null"))
        let unknown = try Invocation(["tier", "show", "gold", "--config", folder.file("t.yaml")])
        #expect(
            unknown.status == 2 && unknown.standardError.contains("there is no tier 'gold'; accepted: free, operator"))
        #expect(try Invocation(["tier", "check", folder.file("t.yaml")]).status == 0)
        try folder.write("tiers:\n  - {id: free, lookups: -3}\n", to: "bad.yaml")
        let bad = try Invocation(["tier", "check", folder.file("bad.yaml")])
        #expect(bad.status == 1 && bad.standardOutput.contains("bad.yaml:2: 'tiers' takes a whole number"))
        try folder.write("listen: 127.0.0.1:1\n", to: "none.yaml")
        #expect(try Invocation(["tier", "check", folder.file("none.yaml")]).standardError.contains("has no tiers"))
    }
}
