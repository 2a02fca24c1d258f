import Blocklists
import Guard
import IPNetworks
import Testing
import ThreatModel

/// What is said about an address.
struct BlockExplanationTests {
    private let address = IPAddress(v4: 0x2d28_0001)
    private let until = Timestamp(milliseconds: 1_700_000_000_000)

    private func entry(_ lines: ListedLine..., name: String = "First") -> ListedEntry {
        ListedEntry(
            source: SourceIdentity(id: "x", name: name), since: Timestamp(milliseconds: 1_699_920_000_000), lines: lines
        )
    }

    @Test func everySourceHasItsLineAndItsRemedy() {
        let explanation = BlockExplanation(
            address: address, verdict: .blocked(isInForce: true),
            entries: [
                entry(
                    ListedLine(place: .web("https://lists.example/drop.txt"), number: 7, text: "45.40.0.0/16 ; SBL1")),
                entry(ListedLine(place: .file("/etc/mine.txt"), number: 2, text: "45.40.0.1"), name: "mine.txt"),
                entry(ListedLine(place: .manual, text: "noisy", since: until, until: until), name: "Manual"),
                entry(name: "SikkerAPI"),
            ], isInherited: true)
        #expect(
            explanation.description == """
                45.40.0.1 is blocked
                  listed by First since 2023-11-14: line 7 of https://lists.example/drop.txt: 45.40.0.0/16 ; SBL1
                  listed by mine.txt since 2023-11-14: line 2 of /etc/mine.txt: 45.40.0.1
                  listed by Manual since 2023-11-14: blocked by hand at 2023-11-14T22:13:20.000Z until 2023-11-14T22:13:20.000Z: noisy
                  listed by SikkerAPI since 2023-11-14
                  it was blocked before this start, and not all sources have answered since
                  to unblock it: put 45.40.0.1 on the allowlist (SIKKER_WHITELIST)
                  to unblock it: ask First to take it off the list, or do without that list
                  to unblock it: remove line 2 of /etc/mine.txt
                  to unblock it: sikker guard unblock 45.40.0.1
                  to unblock it: wait until 2023-11-14T22:13:20.000Z
                  to unblock it: ask SikkerAPI to take it off the list, or do without that list
                  to unblock it: wait until all sources have answered
                """)
    }

    @Test(arguments: [
        (
            BlockExplanation.Verdict.allowed([.gateway, .whitelist("45.0.0.0/8")]),
            "never blocked: default gateway; allowlist entry 45.0.0.0/8"
        ),
        (.notListed, "is on no list"), (.notCovered, "SIKKER_IPV6"), (.loggedOnly, "only logged"),
        (.blocked(isInForce: false), "has not confirmed"),
    ])
    func verdictsAreSaid(_ verdict: BlockExplanation.Verdict, _ words: String) {
        let explanation = BlockExplanation(address: address, verdict: verdict)
        #expect(explanation.description.contains(words))
        let isKeptOut = verdict == .loggedOnly || verdict == .blocked(isInForce: false)
        #expect(explanation.remedies == (isKeptOut ? [.allow(address)] : []))
    }
}
