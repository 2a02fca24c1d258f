import ArgumentParser
import FoundationEssentials
import Testing

@testable import Commands

/// What a new user meets first.
@Suite("Help") struct HelpTests {
    static let commands = [
        "up", "server", "sensor run", "sensor recordings", "sensor replay", "guard run", "guard restore", "guard flush",
        "guard status", "guard allow",
        "guard disallow", "guard why", "guard block", "guard unblock", "guard pull", "guard apply", "guard pause",
        "guard resume", "guard password", "guard doctor",
        "guard config show", "guard config check", "guard config example", "guard config set", "check", "explain",
        "report", "withdraw",
        "appeals list", "appeals show", "appeals grant", "appeals reject", "appeals note", "account create",
        "account list", "account show", "account disable", "account enable", "account trust", "account untrust",
        "account log", "key create", "key list", "key rotate", "key expire", "key disable", "tier list", "tier show",
        "tier check", "alert list", "alert webhook", "alert email", "config show", "config check", "config example",
        "blocklist merge", "geo status", "geo lookup", "rules list", "rules check", "rules test",
        "rules explain", "rules hunt", "integrate",
    ]

    @Test("Every command explains itself, with examples, in lines that fit a terminal", arguments: commands)
    func commandExplainsItself(command: String) throws {
        let run = try Invocation(command.split(separator: " ").map(String.init) + ["--help"])
        #expect(run.status == 0)
        #expect(run.standardOutput.contains("EXAMPLES"))
        let words = "sikker " + command.replacing(" run", with: "")
        #expect(run.standardOutput.contains("  \(words)") || run.standardOutput.contains(" \(words)"))
        for line in run.standardOutput.split(separator: "\n") where !line.hasPrefix("USAGE:") {
            #expect(line.count <= 100, "too long: \(line)")
        }
    }

    @Test func rootNamesEveryCommandAndExitStatus() throws {
        let run = try Invocation(["--help"])
        #expect(run.status == 0)
        for command in Self.commands { #expect(run.standardOutput.contains("\n  \(command.prefix { $0 != " " }) ")) }
        for status in ExitStatus.allCases { #expect(run.standardOutput.contains("\n  \(status.rawValue)  ")) }
    }

    /// The commands that do something, below a command that may only gather others.
    private static func names(below command: any ParsableCommand.Type, after words: [String] = []) -> [String] {
        let below = command.configuration.subcommands
        guard !below.isEmpty else { return [words.joined(separator: " ")] }
        return below.flatMap { names(below: $0, after: words + [$0.configuration.commandName ?? ""]) }
    }

    @Test func theseAreAllCommandsAndTheReadmeNamesThem() throws {
        #expect(Set(Self.names(below: Sikker.self)) == Set(Self.commands))
        let root = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
            .deletingLastPathComponent()
        let readme = try String(contentsOf: root.appending(path: "README.md"), encoding: .utf8)
        let rows = readme.split(separator: "\n").filter { $0.hasPrefix("| `sikker ") }
        for command in Self.commands where !command.hasSuffix(" run") {
            let words = command.split(separator: " ")
            #expect(
                rows.contains { row in
                    row.contains("`sikker \(words[0])") && (words.count == 1 || row.contains("\(words[1])`"))
                }, "\(command) has no row")
        }
    }

    @Test func versionIsOneLine() throws {
        let run = try Invocation(["--version"])
        #expect(run.status == 0)
        #expect(run.standardOutput == Version.text + "\n")
    }

    @Test("Shells complete commands and options", arguments: ["bash", "zsh", "fish"])
    func completion(shell: String) throws {
        let run = try Invocation(["--generate-completion-script", shell])
        #expect(run.status == 0)
        #expect(run.standardOutput.contains("blocklist") && run.standardOutput.contains("fail-above"))
    }
}
