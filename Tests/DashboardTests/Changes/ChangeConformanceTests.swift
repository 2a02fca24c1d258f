import TestGuards
import Testing

@testable import Dashboard

/// What holds for every change that is registered.
@Suite(.timeLimit(.minutes(2)))
struct ChangeConformanceTests {
    /// What is asked for, and what was done before, if anything.
    struct Sample: Sendable {
        var order: ChangeOrder
        var before: [ChangeOrder] = []
        /// It can be taken back.
        var isUndone = true
        /// It changes more than an end.
        var changesMore = true

        init(
            _ change: String, _ fields: [String: String], after before: [ChangeOrder] = [], isUndone: Bool = true,
            changesMore: Bool = true
        ) {
            order = ChangeOrder(change: change, fields: fields)
            self.before = before
            self.isUndone = isUndone
            self.changesMore = changesMore
        }
    }

    private static let blocked = ChangeOrder(
        change: "block", fields: ["entry": "45.90.0.0/24", "for": "1h", "comment": "noisy"])
    private static let allowed = ChangeOrder(
        change: "allow", fields: ["entry": "friend.example", "for": "7d", "comment": "a friend"])

    static let samples = [
        Sample("pause", ["for": "5m"]),
        Sample(
            "pause", ["for": "tomorrow"], after: [ChangeOrder(change: "pause", fields: ["for": "1h"])],
            changesMore: false),
        Sample("resume", [:], after: [ChangeOrder(change: "pause", fields: ["for": "1h"])]),
        Sample("block", ["entry": "45.90.0.7"]),
        Sample("block", ["entry": "45.90.0.0/24", "for": "2h"], after: [blocked]),
        Sample("unblock", ["entry": "45.90.0.0/24"], after: [blocked]),
        Sample("allow", ["entry": "FRIEND.example", "comment": "x"]),
        Sample("allow", ["entry": "friend.example"], after: [allowed]),
        Sample("disallow", ["entry": "friend.example"], after: [allowed]),
        Sample("import", ["list": "block", "text": "45.91.0.0/16\n45.90.0.0/24 # other\n"], after: [blocked]),
        Sample("import", ["list": "allow", "text": "country:DE\n", "replace": "true"], after: [allowed]),
        Sample("set", ["name": "score_minimum", "value": "70"]),
        Sample(
            "set", ["name": "score_minimum", "value": "80"],
            after: [ChangeOrder(change: "set", fields: ["name": "score_minimum", "value": "70"])]),
        Sample(
            "unset", ["name": "score_minimum"],
            after: [ChangeOrder(change: "set", fields: ["name": "score_minimum", "value": "70"])]),
        Sample("import-settings", ["settings": "score_minimum: 70\nreport:\n  interval: 1h\n"]),
        Sample(
            "import-settings", ["settings": "{}", "replace": "true"],
            after: [ChangeOrder(change: "set", fields: ["name": "score_minimum", "value": "70"])]),
        Sample("pull", [:], isUndone: false),
    ]

    @Test func everyChangeHasASample() {
        // Of those that can be made without another program.
        let elsewhere: Set = ["check", "notify-test", "report", "source-off", "source-on"]
        let tried = Set(Self.samples.map(\.order.change))
        let registered = DashboardRegistry.changes.map { $0.name }
        #expect(Set(registered) == tried.union(elsewhere.intersection(registered)))
        #expect(Set(registered).count == registered.count)
    }

    @Test(arguments: samples.indices)
    func itIsMadeAndUndone(_ index: Int) async throws {
        let sample = Self.samples[index]
        try await ServedOffice.whileServing { served in
            let visitor = try served.visitor("127.0.0.1")
            for order in sample.before { _ = try await served.office.make(order, by: visitor) }
            let before = await served.state()
            let receipt = try await served.office.make(sample.order, by: visitor)
            #expect(!receipt.message.isEmpty && receipt.confirmBy == nil)
            #expect((receipt.undo != nil) == sample.isUndone)
            guard let undo = receipt.undo else { return }
            #expect(receipt.before != receipt.after && receipt.before != nil)
            if sample.changesMore { #expect(await served.state() != before) }
            let undone = try await served.office.make(undo, by: visitor)
            #expect(Self.state(undone.after) == Self.state(receipt.before))
            #expect(Self.state(undone.before) == Self.state(receipt.after))
            #expect(await served.state() == before)
            // And what was undone can be done again.
            let again = try await served.office.make(try #require(undone.undo), by: visitor)
            #expect(Self.state(again.before) == Self.state(receipt.before))
        }
    }

    /// A pause that is made again ends some milliseconds later.
    private static func state(_ text: String?) -> String? {
        text.map { $0.hasPrefix("paused until") ? "paused" : $0 }
    }

    @Test(arguments: DashboardRegistry.changes.map { $0.name })
    func itIsRefusedToViewersAndForFieldsOfNobodys(_ name: String) async throws {
        try await ServedOffice.whileServing { served in
            let sample = Self.samples.first { $0.order.change == name }?.order ?? ChangeOrder(change: name, fields: [:])
            let before = await served.state()
            let viewer = try served.visitor("127.0.0.1", .viewer)
            let refused = await #expect(throws: DashboardProblem.self) {
                try await served.office.make(sample, by: viewer)
            }
            #expect(refused?.kind == .forbidden)
            var odd = sample
            odd.fields["nobody's"] = "x"
            let visitor = try served.visitor("127.0.0.1")
            let problem = await #expect(throws: DashboardProblem.self) {
                try await served.office.make(odd, by: visitor)
            }
            #expect(problem?.kind == .wrong && problem?.sentence.contains("nobody's") == true)
            #expect(await served.state() == before)
        }
    }

    @Test func whatMakesNoSenseIsRefusedWithASentence() async throws {
        try await ServedOffice.whileServing { served in
            let visitor = try served.visitor("127.0.0.1")
            let wrong: [(change: String, fields: [String: String], sentence: String)] = [
                ("pause", [:], "'for' is missing"), ("pause", ["for": "2d"], "a pause takes from 1s to 1d"),
                ("block", ["entry": "office.example"], "no address, network or range"),
                ("block", ["entry": "16.0.0.0/4"], "at most a /8"),
                ("block", ["entry": "45.1.1.1", "until": "2020-01-01T00:00:00Z"], "lies in the past"),
                ("allow", ["entry": "no way"], "no address, network, range or host name"),
                ("allow", ["entry": "x.example", "until": "2020-01-01T00:00:00Z"], "lies in the past"),
                ("unblock", ["entry": "45.1.1.1"], "not blocked by hand"),
                ("disallow", ["entry": "45.1.1.1"], "not allowed by hand"),
                ("set", ["name": "score_minimum", "value": "101"], "score_minimum"),
                ("set", ["name": "score_minimun", "value": "1"], "did you mean"),
                ("import-settings", [:], "'settings' is missing"),
                (
                    "import-settings", ["settings": "score_minimum: 70\nscore: 1"],
                    "settings.yaml:2: there is no setting"
                ),
                ("import-settings", ["settings": "score_minimum: 0"], "settings.yaml:1: 'score_minimum' takes"),
                ("import-settings", ["settings": "data: /elsewhere"], "which wins: change it there"),
                ("pull", ["source": "nobody"], "there is no source"),
                ("report", ["address": "45.1.1.1", "category": "rudeness"], "'category' takes one of"),
                ("report", ["address": "10.1.1.1", "category": "spam"], "never blocked"),
                ("report", ["address": "45.1.1.1", "category": "spam"], "no key to report with"),
                ("notify-test", [:], "nobody is told: set 'notifications.url' or 'notifications.mail' first"),
                ("import", ["list": "other", "text": "45.1.1.1"], "allow or block"),
                ("nothing", [:], "there is no change"),
            ]
            let before = await served.state()
            for (change, fields, sentence) in wrong {
                let problem = await #expect(throws: DashboardProblem.self) {
                    try await served.make(change, fields, by: visitor)
                }
                #expect(problem?.sentence.contains(sentence) == true, "\(problem?.sentence ?? "")")
            }
            #expect(await served.state() == before)
        }
    }

    @Test func secretsAreNeitherShownNorSentBackAndForth() async throws {
        try await ServedOffice.whileServing { served in
            let visitor = try served.visitor("127.0.0.1")
            let secrets = ["first-secret-0123456789", "second-secret-0123456789"]
            var receipts: [ChangeReceipt] = []
            for secret in secrets {
                receipts.append(
                    try await served.make("set", ["name": "dashboard.stats_token", "value": secret], by: visitor))
            }
            receipts.append(try await served.make("unset", ["name": "dashboard.stats_token"], by: visitor))
            #expect(receipts.allSatisfy { receipt in secrets.allSatisfy { !"\(receipt)".contains($0) } })
            #expect(receipts[0].undo?.change == "unset" && receipts[1].undo == nil && receipts[2].undo == nil)
        }
    }
}
