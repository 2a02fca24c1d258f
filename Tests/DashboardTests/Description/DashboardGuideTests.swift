import Foundation
import Guard
import TestHosts
import Testing
import WebPages

@testable import Dashboard

/// What `docs/dashboard.md` says against what a guard does.
@Suite(.timeLimit(.minutes(1)))
struct DashboardGuideTests {
    private static func text() throws -> String {
        let root = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
            .deletingLastPathComponent().deletingLastPathComponent()
        return try String(contentsOf: root.appending(path: "docs/dashboard.md"), encoding: .utf8)
    }

    private static let token = "0123456789abcdef0123456789abcdef"

    @Test func itsExamplesWork() async throws {
        let examples = try #require(try Self.text().firstMatch(of: /run by a test.*\n```sh\n((?:[^`]*\n)+)```/)).1
        try await ServedDashboard.whileServing("dashboard.api_token: \(Self.token)\n") { dashboard in
            let script = "guard=\(dashboard.url)\ntoken=\(Self.token)\n\(examples)"
            let output = try await TestThread.run { try TestCommand.run(["sh", "-eu", "-c", script]) }
            #expect(examples.split(separator: "\n").count { $0.hasPrefix("curl ") } == 9)
            for part in [
                "\"state\":", "\"standing\":", "\"verdict\":", "45.40.0.9 is blocked until", "\"undo\":", "# What",
            ] {
                #expect(output.contains(part), "\(part)")
            }
            #expect(await dashboard.service.orders?.manualBlocks().isEmpty == true)
            #expect(await dashboard.service.status()?.pausedUntil == nil)
        }
    }

    @Test func itNamesEveryPageAndEveryKey() throws {
        let text = try Self.text()
        for section in DashboardSection.allCases { #expect(text.contains("| \(section.title) |"), "\(section)") }
        let script = String(decoding: DashboardFiles.script.bytes, as: UTF8.self)
        let sections = script.matches(of: /([a-z]): \["\/[a-z]*", "[A-Z]/).map { $0.1 }
        #expect(sections.count == DashboardSection.allCases.count)
        #expect(text.contains("| `g` then " + sections.map { "`\($0)`" }.joined(separator: " ") + " |"))
        for key in script.matches(of: /key === "([^"]+)"/).map({ $0.1 }) {
            #expect(text.contains("`\(key)`"), "\(key)")
        }
    }
}
