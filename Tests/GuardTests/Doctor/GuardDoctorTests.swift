import APIClient
import Netlink
import Settings
import TestClocks
import TestGuards
import TestServers
import Testing
import ThreatModel

@testable import Guard

/// The usual faults, each found and explained.
@Suite(.timeLimit(.minutes(1)))
struct GuardDoctorTests {
    private static let connections = HTTPConnections()
    private static let sound = MachineFacts(
        capabilities: .networkAdministration, followsConnections: true, freeBytes: 1 << 40, isWritable: true)

    private func findings(
        _ environment: [String: String] = ["SIKKER_CUSTOM_BLACKLIST": "/a"], on machine: MachineFacts = sound,
        clock: any WallClock = SystemClock()
    ) async throws -> [DoctorFinding] {
        let folder = try Folder()
        let sources = SettingSources<GuardConfiguration>(
            flags: ["data": .text(folder.path("data"))], environment: environment)
        return await GuardDoctor(
            sources.readAndCompare(), machine: machine, connections: Self.connections, clock: clock
        ).examine()
    }

    private func fault(_ subject: String, in findings: [DoctorFinding]) -> DoctorFinding? {
        findings.first { $0.subject == subject && $0.verdict == .fault }
    }

    @Test func everyFaultSaysWhyAndWhatToDo() async throws {
        let machine = MachineFacts(capabilities: [], followsConnections: false, freeBytes: 1000, isWritable: false)
        let findings = try await findings(["SIKKER_SCORE_MIN": "x", "SIKKER_MAX_SHARE": "x"], on: machine)
        for subject in ["settings", "capability", "disk", "guard"] {
            #expect(fault(subject, in: findings) != nil, "\(subject)")
        }
        for subject in ["conntrack", "sources"] {
            #expect(findings.contains { $0.subject == subject && $0.verdict == .note }, "\(subject)")
        }
        #expect(findings.count { $0.subject == "disk" } == 2)
        #expect(findings.count { $0.subject == "settings" } == 2, "one for each")
        for finding in findings {
            #expect(
                (finding.verdict == .good) == (finding.remedy == nil)
                    && (finding.remedy == nil) == (finding.reason == nil))
        }
    }

    @Test func whatIsWellIsSaidToo() async throws {
        let findings = try await findings()
        for subject in ["settings", "capability", "conntrack", "disk"] {
            #expect(findings.contains { $0.subject == subject && $0.verdict == .good }, "\(subject)")
        }
        #expect(fault("guard", in: findings)?.finding.contains("no guard") == true)
    }

    @Test(arguments: [(200, nil), (401, "does not accept the key"), (403, "does not accept"), (404, "status 404")])
    func theServerAndItsKey(_ status: Int, _ sentence: String?) async throws {
        let server = try await TestHTTPServer { _ in .json("{}", status: status) }
        let findings = try await findings(["SIKKER_API_KEY": "sk_0123456789", "SIKKER_API_URL": server.url])
        let fault = fault("server", in: findings)
        if let sentence { #expect(fault?.finding.contains(sentence) == true) } else { #expect(fault == nil) }
        await server.stop()
        #expect(!findings.contains { $0.finding.contains("sk_0123456789") })
    }

    @Test func aServerThatIsGone() async throws {
        let findings = try await findings(["SIKKER_API_KEY": "sk_0123456789", "SIKKER_API_URL": "http://127.0.0.1:1"])
        #expect(fault("server", in: findings) != nil)
    }

    @Test(arguments: [(-3600, "1 h behind"), (59, nil), (7200, "ahead")])
    func theClock(_ offset: Int, _ sentence: String?) async throws {
        let server = try await TestHTTPServer { _ in
            .json("{}", headers: [("date", "Sun, 22 Nov 2026 09:05:03 GMT")])
        }
        let moment = try #require(HTTPDate.moment("Sun, 22 Nov 2026 09:05:03 GMT"))
        let clock = TestWallClock(moment.advanced(by: .seconds(offset)))
        let findings = try await findings(
            ["SIKKER_API_KEY": "sk_0123456789", "SIKKER_API_URL": server.url], clock: clock)
        #expect((fault("clock", in: findings) != nil) == (sentence != nil))
        if offset > 3600 { #expect(fault("clock", in: findings)?.finding.contains("7200 s ahead of") == true) }
        await server.stop()
    }

    @Test(arguments: [
        ("Sun, 06 Nov 1994 08:49:37 GMT", 784_111_777), ("Thu, 01 Jan 1970 00:00:00 GMT", 0),
        ("Thu, 29 Feb 2024 23:59:60 GMT", 1_709_251_200),
    ])
    func dates(_ text: String, _ seconds: Int64) { #expect(HTTPDate.moment(text)?.seconds == seconds) }

    @Test(arguments: [
        "", "Sun, 06 Nov 1994", "Sunday, 06-Nov-94 08:49:37 GMT", "Sun, 06 Nov 1994 08:49 GMT",
        "Sun, 32 Nov 1994 08:49:37 GMT", "Sun, 06 Nov 99999999999999999999 08:49:37 GMT",
        "Sun, 06 Nov 1994 24:00:00 GMT",
    ])
    func noDates(_ text: String) { #expect(HTTPDate.moment(text) == nil) }

    @Test func thisMachineIsLookedAt() {
        let facts = MachineFacts.current(folder: "/tmp/no/such/folder/yet")
        #expect(facts.isWritable && (facts.freeBytes ?? 0) > 0 && facts.capabilities != nil)
    }
}
