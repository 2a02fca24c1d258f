import Foundation
import Integrations
import TestHosts
import TestLoop
import Testing

/// What every script keeps to that a server hands out.
@Suite struct ScriptRulesTests {
    static let scripts = IntegrationRegistry.all.flatMap(\.files).filter { $0.path.hasSuffix(".sh") }

    private static func text(_ file: IntegrationFile) throws -> String {
        file.text(for: try IntegrationServer(baseURL: "https://sikker.example:7063/api", version: "1.2.3"))
    }

    @Test(arguments: IntegrationRegistry.all.flatMap(\.files))
    func filesAreWholeAndFilledIn(_ file: IntegrationFile) throws {
        let text = try Self.text(file)
        #expect(text.contains("https://sikker.example:7063/api") && text.contains("1.2.3"))
        #expect(!text.contains("@BASE_URL@") && !text.contains("@VERSION@") && !text.contains("# @include"))
        #expect(text.hasSuffix("\n") && !text.hasSuffix("\n\n") && text.utf8.allSatisfy { $0 < 0x80 && $0 != 13 })
        #expect(file.path.hasPrefix("/") && file.destination.hasPrefix("/"))
    }

    @Test(arguments: IntegrationRegistry.all)
    func stepsNameWhatIsThere(_ integration: Integration) throws {
        let server = try IntegrationServer(baseURL: "https://sikker.example", version: "1.2.3")
        #expect(!integration.steps.isEmpty)
        var commands = ""
        for case .commands(let text) in integration.steps.flatMap(\.parts) { commands += server.filled(text) + "\n" }
        for file in integration.files {
            #expect(commands.contains("\(file.destination) \"https://sikker.example\(file.path)\""), "\(file.path)")
            if file.mode & 0o100 != 0 { #expect(commands.contains("chmod 755 \(file.destination)\n")) }
        }
    }

    @Test(arguments: scripts)
    func shellcheckFindsNothing(_ file: IntegrationFile) async throws {
        let text = try Self.text(file)
        let found = try await TestThread.run {
            let process = try TestProcess(["shellcheck", "--shell=sh", "-"], input: text)
            return process.wait()
        }
        #expect(found.status == 0, "\(found.output)")
    }

    /// Options of curl 7.52 (December 2016, Debian 9) that scripts use; man pages of curl tell since when each is there.
    static let curlOptions: Set<String> = [
        "-q", "-g", "-s", "-S", "-f", "-K", "-A", "-H", "-o", "-w", "-D", "-z", "--proto", "--connect-timeout",
        "--max-time",
        "--data-raw", "--compressed", "--max-filesize", "--url",
    ]

    @Test(arguments: scripts)
    func optionsOfCurlAreOldOnes(_ file: IntegrationFile) throws {
        let lines = try Self.text(file).replacing("\\\n", with: " ").split(separator: "\n")
        let calls = lines.filter { $0.contains(/(^|\s)curl\s+-/) && !$0.contains(/^\s*#/) }
        #expect(!calls.isEmpty)
        for call in calls {
            // What is quoted is no option, and what follows the call is another program's.
            let bare = call.replacing(/"(\\.|[^"\\])*"|'[^']*'/, with: "X").split(separator: /<<|\||\d?>/)[0]
            for word in bare.split(separator: " ") where word.hasPrefix("-") && word != "-" {
                let options = word.hasPrefix("--") ? [String(word)] : word.dropFirst().map { "-\($0)" }
                for option in options { #expect(Self.curlOptions.contains(option), "\(option) in \(call)") }
            }
        }
    }
}
