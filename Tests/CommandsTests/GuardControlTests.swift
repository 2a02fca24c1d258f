import FoundationEssentials
import TestLoop
import Testing

/// The guard's settings and orders, as typed.
@Suite("sikker guard config, and orders without a guard") struct GuardControlTests {
    private struct Row: Decodable {
        var name: String
        var value: String?
        var origin: String
        var place: String
    }

    @Test func everyValueIsShownWithItsOriginAndSecretsAreNot() throws {
        let folder = try LoopFolder()
        try folder.write("sk_0123456789secret\n", to: "key")
        try folder.write("stats-token-0123456789\n", to: "token")
        try folder.write("data: \(folder.path)\npull_interval: 2h\nlog: {level: debug}\n", to: "c.yaml")
        let arguments = ["guard", "config", "show", "--score-min", "75", "--config", folder.file("c.yaml")]
        let environment = [
            "SIKKER_API_KEY_FILE=\(folder.file("key"))", "SIKKER_PULL_INTERVAL=3h",
        ]
        let run = try Invocation(
            arguments + ["--json", "--stats-token-file", folder.file("token")], environment: environment)
        #expect(run.status == 0, "\(run.standardError)")
        let rows = try JSONDecoder().decode([Row].self, from: [UInt8](run.standardOutput.utf8).asData)
        func row(_ name: String) -> Row? { rows.first { $0.name == name } }
        #expect(row("api.key")?.value == "(secret)" && row("api.key")?.place == "SIKKER_API_KEY_FILE")
        #expect(row("dashboard.stats_token")?.place == "--stats-token-file")
        #expect(row("score_minimum")?.value == "75" && row("score_minimum")?.origin == "flag")
        #expect(row("pull_interval")?.value == "3h" && row("pull_interval")?.origin == "variable")
        #expect(row("log.level")?.place == "\(folder.file("c.yaml")):3")
        #expect(row("backend")?.origin == "default")
        #expect(!run.standardOutput.contains("0123456789"))
    }

    @Test func aFileIsCheckedAndAWrongOneRefused() throws {
        let folder = try LoopFolder()
        try folder.write("scre_minimum: 5\nbackend: pf\n", to: "bad.yaml")
        let check = try Invocation(["guard", "config", "check", folder.file("bad.yaml")])
        #expect(check.status == 1)
        #expect(
            check.standardOutput.contains(
                "bad.yaml:1: there is no setting 'scre_minimum'; did you mean 'score_minimum'?"))
        #expect(check.standardOutput.contains("bad.yaml:2: 'backend' takes one of auto, "))
        let run = try Invocation(["guard", "--config", folder.file("bad.yaml"), "--data", folder.file("data")])
        #expect(run.status == 6 && run.standardError.contains("see 'sikker guard config check'"))
        let example = try Invocation(["guard", "config", "example"])
        try folder.write(example.standardOutput, to: "good.yaml")
        #expect(try Invocation(["guard", "config", "check", folder.file("good.yaml")]).status == 0)
    }

    @Test(
        "Without a guard, orders say so",
        arguments: [
            ["pause", "--for", "10m"], ["resume"], ["pull"], ["allow", "198.51.100.7"], ["disallow", "198.51.100.7"],
            ["apply", "--dry-run"], ["config", "set", "score_minimum", "60"],
        ])
    func nobodyIsThere(_ words: [String]) throws {
        let folder = try LoopFolder()
        let run = try Invocation(["guard"] + words + ["--data", folder.file("data")])
        #expect(
            run.status == 1 && run.standardError.contains("no guard answers on \(folder.file("data"))/control.sock"))
        #expect(run.standardOutput.isEmpty)
    }

    @Test func aPauseNeedsAnEnd() throws {
        #expect(try Invocation(["guard", "pause"]).status == 2)
        #expect(try Invocation(["guard", "pause", "--for", "long"]).standardError.contains("a time such as 90s"))
    }

    @Test func theDoctorFindsThatNobodyGuards() throws {
        let folder = try LoopFolder()
        let run = try Invocation(["guard", "doctor", "--data", folder.file("data")])
        #expect(run.status == 1 && run.standardOutput.contains("WRONG  guard: "))
        #expect(run.standardOutput.contains("→"))
    }
}

extension [UInt8] {
    fileprivate var asData: Data { Data(self) }
}
