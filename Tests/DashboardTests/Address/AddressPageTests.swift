import Blocklists
import IPNetworks
import TestGuards
import Testing
import WebPages

@testable import Dashboard
@testable import Guard
@testable import ThreatModel

/// Why an address is blocked, as a page and as JSON.
@Suite(.timeLimit(.minutes(2)))
struct AddressPageTests {
    @Test func whoeverIsListedIsExplained() async throws {
        try await ServedDashboard.whileServing("whitelist: [45.40.0.9]\n") { dashboard in
            let page = try await dashboard.curl(path: "/addresses/45.40.0.1")
            #expect(page.hasPrefix("HTTP/1.1 200") && page.contains("Would be blocked") && page.contains("mine.txt"))
            #expect(page.contains("<pre>45.40.0.1</pre>") && page.contains("Line 1 of"))
            // What can be done about it, and what it would take.
            for part in [
                "name=\"entry\"", "action=\"/changes/allow\"", "action=\"/changes/block\"", "SIKKER_WHITELIST",
            ] {
                #expect(page.contains(part), "\(part)")
            }
            #expect(page.contains("There is no key of a server"))
            let data = try await dashboard.curl(path: "/api/addresses/45.40.0.1")
            #expect(data.contains("\"verdict\":\"dry-run\"") && data.contains("\"number\":1"))
            let unlisted = try await dashboard.curl(path: "/addresses/45.40.0.2")
            #expect(unlisted.contains("On no list") && unlisted.contains("No packet of it was blocked"))
            let allowed = try await dashboard.curl(path: "/addresses/45.40.0.9")
            #expect(allowed.contains("Never blocked") && allowed.contains("allowlist entry 45.40.0.9"))
            #expect(allowed.contains("action=\"/changes/disallow\""))
            let own = try await dashboard.curl(path: "/addresses/127.0.0.1")
            #expect(own.contains("Never blocked") && own.contains("No host on the Internet"))
        }
    }

    @Test func whatIsTypedLeadsThere() async throws {
        try await ServedDashboard.whileServing { dashboard in
            for (typed, path) in [
                ("45.40.0.1", "/addresses/45.40.0.1"), ("%2045.40.0.1:22", "/addresses/45.40.0.1"),
                ("%5B2001:db8::1%5D:443", "/addresses/2001:db8::1"),
            ] {
                let answer = try await dashboard.curl(path: "/addresses?address=\(typed)")
                #expect(answer.hasPrefix("HTTP/1.1 303") && answer.contains("\(path)\r\n"), "\(typed): \(answer)")
            }
            let network = try await dashboard.curl(path: "/addresses?address=45.40.0.0/24")
            #expect(network.contains("lists 1 in it") && network.contains("/addresses/45.40.0.0\""))
            let data = try await dashboard.curl(path: "/api/addresses?address=45.40.0.0/24")
            #expect(data.contains("\"network\":\"45.40.0.0/24\"") && data.contains("\"entries\":1"))
            let none = try await dashboard.curl(path: "/addresses?address=46.0.0.0/8")
            #expect(none.contains("No list names anything in it"))
            let name = try await dashboard.curl(path: "/addresses?address=%3Cscript%3Ealert(1)%3C/script%3E")
            #expect(name.contains("is no address") && !name.contains("<script>alert"))
            #expect(try await dashboard.curl(path: "/addresses").contains("Is this address blocked?"))
            #expect(try await dashboard.curl(path: "/addresses/nonsense").hasPrefix("HTTP/1.1 400"))
            let long = String(repeating: "9", count: 300)
            #expect(try await dashboard.curl(path: "/addresses?address=\(long)").hasPrefix("HTTP/1.1 400"))
        }
    }

    @Test func aHostileListBreaksNothing() throws {
        let address = try #require(IPAddress("45.40.0.1"))
        let text = "</pre><script>alert(1)</script>\u{202e}\u{0}" + String(repeating: "x", count: 1 << 20)
        let source = SourceIdentity(id: "evil", name: "<b>evil</b>")
        let lines = (1...1000).map { ListedLine(place: .web("javascript:alert(1)"), number: $0, text: text) }
        let entries = (0..<100).map { _ in ListedEntry(source: source, since: nil, lines: lines) }
        let why = BlockExplanation(address: address, verdict: .blocked(isInForce: true), entries: entries)
        let model = AddressModel(why, Self.report(.protected), verified: nil, pausedUntil: nil)
        #expect(model.listings.count == AddressModel.mostListings && model.listings[0].lines.count == 5)
        #expect(model.listings[0].moreLines == 995 && model.verdict == .blocked)
        let page = String(decoding: AddressView().page(model, in: Self.frame).content.bytes, as: UTF8.self)
        #expect(!page.contains("<script") && !page.contains("<b>") && !page.contains("href=\"javascript"))
        #expect(!page.unicodeScalars.contains("\u{202e}") && page.utf8.count < 100_000)
    }

    @Test(arguments: [
        (BlockExplanation.Verdict.blocked(isInForce: true), StatusReport.State.protected, AddressModel.Verdict.blocked),
        (.blocked(isInForce: true), .paused, .paused), (.blocked(isInForce: false), .protected, .unconfirmed),
        (.blocked(isInForce: true), .unprotected, .unconfirmed), (.blocked(isInForce: true), .dryRun, .dryRun),
        (.loggedOnly, .observing, .loggedOnly), (.allowed([.gateway]), .protected, .neverBlocked),
        (.allowed([]), .paused, .neverBlocked), (.notCovered, .protected, .notCovered),
        (.notListed, .unprotected, .notListed),
    ]) func onlyWhatTheKernelConfirmedIsBlocked(
        _ verdict: BlockExplanation.Verdict, _ state: StatusReport.State, _ shown: AddressModel.Verdict
    ) throws {
        let address = try #require(IPAddress("45.40.0.1"))
        let model = AddressModel(
            BlockExplanation(address: address, verdict: verdict), Self.report(state), verified: nil, pausedUntil: nil)
        #expect(model.verdict == shown && model.sentence.hasSuffix("."))
    }

    @Test func whatTheServerSaysIsBounded() throws {
        let long = String(repeating: "<x>", count: 100_000)
        var check = CheckAnswer(
            ip: try #require(IPAddress("45.40.0.1")), found: true, confidenceLevel: 900, totalSessions: -1,
            totalEvents: 0, contributor: .init(), policyVersion: 1)
        check.tags = Array(repeating: long, count: 1000)
        check.firstSeen = long
        let shown = ServerCheck(
            check, nil, reasonsMissing: long, asked: Moment(Timestamp(milliseconds: 0)))
        #expect(shown.confidence == 100 && shown.sessions == 0 && shown.tags.count == ServerCheck.most)
        #expect(shown.tags[0].unicodeScalars.count == ServerCheck.longestText)
        #expect(shown.firstSeen?.unicodeScalars.count == ServerCheck.longestText)
    }

    @Test func checksAreKeptForAWhileAndFew() async throws {
        let checks = ServerChecks()
        func check(at seconds: Int64) throws -> ServerCheck {
            ServerCheck(
                CheckAnswer(
                    ip: try #require(IPAddress("45.40.0.1")), found: false, confidenceLevel: 0, totalSessions: 0,
                    totalEvents: 0, contributor: .init(), policyVersion: 1), nil, reasonsMissing: nil,
                asked: Moment(Timestamp(milliseconds: seconds * 1000)))
        }
        for number in 0..<Int64(ServerChecks.most + 1) {
            await checks.keep(try check(at: number), of: IPAddress(v4: UInt32(number)))
        }
        let (soon, late) = (Timestamp(milliseconds: 100_000), Timestamp(milliseconds: 700_000))
        #expect(await checks.check(of: IPAddress(v4: 0), at: soon) == nil)
        #expect(await checks.check(of: IPAddress(v4: 5), at: soon) != nil)
        #expect(await checks.check(of: IPAddress(v4: 5), at: late) == nil)
    }

    @Test(arguments: [(0.123, "0.12"), (0, "0"), (1, "1"), (12.34, "12.3"), (-2.5, "-2.5"), (Double.infinity, "inf")])
    func points(_ value: Double, _ text: String) { #expect(PointsText.text(value) == text) }

    static func report(_ state: StatusReport.State) -> StatusReport {
        StatusReport(
            state: state, summary: "as it is", version: "1", backend: "nftables", generation: 1, entries: [:],
            sources: [], allowed: "", exclusions: [], exclusionCount: 0, restores: 0)
    }

    static var frame: PageFrame {
        PageFrame(
            visitor: Visitor(
                role: .administrator, name: "administrator", address: nil, connected: Timestamp(milliseconds: 0),
                formToken: "form"), now: Timestamp(milliseconds: 1_000_000), here: .path(""))
    }
}
