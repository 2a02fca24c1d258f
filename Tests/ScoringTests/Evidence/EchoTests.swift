import Testing
import ThreatModel

@testable import Scoring

@Suite struct EchoTests {
    private static func hour(day: Int) -> UTCHour { UTCHour(number: UInt32(20_000 + day) * 24 + 5) }

    @Test func daysAreHeldInOrderAndNotForEver() {
        var echoes = EchoDays()
        for day in [5, 40, 20, 5, 41, 12, 11] { echoes.note(7, at: Self.hour(day: day)) }
        #expect(echoes.entries.map { Int($0.day) - 20_000 } == [41, 40, 20, 12])
        // Thirty days with the newest: the eleventh is one too old.
        echoes.note(8, at: Self.hour(day: 11))
        #expect(echoes.entries.count == 4)
        #expect(EchoDays(entries: echoes.entries) == echoes)
    }

    @Test func organisationsOfADayAreCountedOnceAndBounded() {
        var echoes = EchoDays()
        for organisation in (1...50).reversed() as ReversedCollection<ClosedRange<Int64>> {
            for _ in 0..<2 { echoes.note(organisation, at: Self.hour(day: 0)) }
        }
        #expect(echoes.entries.map(\.organisations) == [Array(1...8)])
    }

    @Test(arguments: 0..<20)
    func orderDoesNotMatter(_ seed: UInt64) {
        var generator = SplitMix64(seed: seed)
        let notes = (0..<300).map { _ in
            (Int64.random(in: 1...12, using: &generator), Self.hour(day: Int.random(in: 0..<70, using: &generator)))
        }
        var (first, second) = (EchoDays(), EchoDays())
        for (organisation, hour) in notes { first.note(organisation, at: hour) }
        for (organisation, hour) in notes.shuffled(using: &generator) { second.note(organisation, at: hour) }
        #expect(first == second)
        #expect(first.entries.count <= EchoDays.days)
    }

    @Test func onlyDaysWithEnoughOrganisationsCount() {
        var echoes = EchoDays()
        for (day, count) in [(0, 3), (1, 2), (2, 5), (29, 3)] {
            for organisation in 1...Int64(count) { echoes.note(organisation, at: Self.hour(day: day)) }
        }
        #expect(echoes.count(of: 3, within: 30, of: Self.hour(day: 29)) == 3)
        #expect(echoes.count(of: 3, within: 30, of: Self.hour(day: 30)) == 2)
        #expect(echoes.count(of: 2, within: 30, of: Self.hour(day: 30)) == 3)
        #expect(echoes.count(of: 3, within: 1, of: Self.hour(day: 29)) == 1)
        #expect(echoes.count(of: 1, within: 30, of: Self.hour(day: 90)) == 0)
        // A clock that was set back sees days to come as today.
        #expect(echoes.count(of: 3, within: 1, of: Self.hour(day: -9)) == 3)
    }

    @Test func joinedOrganisationsEchoAsOne() {
        var echoes = EchoDays()
        for organisation in 1...4 as ClosedRange<Int64> { echoes.note(organisation, at: Self.hour(day: 0)) }
        var organisations = Organisations()
        _ = organisations.join(4, 2)
        _ = organisations.join(3, 4)
        echoes.join(organisations)
        #expect(echoes.entries.map(\.organisations) == [[1, 2]])
    }

    @Test func daysOutOfOrderAreNoneOfOurs() {
        func entry(_ day: UInt32, _ organisations: Int64...) -> EchoDays.Entry {
            EchoDays.Entry(day: day, organisations: organisations)
        }
        #expect(EchoDays(entries: [entry(9, 1, 2), entry(8, 1)]) != nil)
        #expect(EchoDays(entries: [entry(8, 1), entry(9, 1)]) == nil)
        #expect(EchoDays(entries: [entry(9, 1), entry(9, 1)]) == nil)
        #expect(EchoDays(entries: [entry(9, 2, 1)]) == nil)
        #expect(EchoDays(entries: [entry(9)]) == nil)
        #expect(EchoDays(entries: [entry(39, 1), entry(9, 1)]) == nil)
    }

    /// Stores of an earlier version knew neither echoes nor the highest trust of a vote.
    @Test func firstFormIsRead() throws {
        // Version 1: never seen; no behaviours; five severities without witnesses; nothing counted; one vote of organisation 1
        // at 0.5 in hour 3; no voters; no categories, reporters, protocols.
        let bytes: [UInt8] =
            [1, 0, 0, 0] + [UInt8](repeating: 0, count: 10) + [0, 0, 0, 0, 0] + [1, 2, 0x88, 0x27, 3] + [0, 0, 0, 0, 0]
        let evidence = try #require(Evidence(encoded: bytes))
        #expect(
            evidence.votes == [OrganisationVote(organisation: 1, trustTenThousandths: 5000, hour: UTCHour(number: 3))])
        #expect(evidence.echoes.entries.isEmpty)
        #expect(evidence.encoded().first == 3)
        #expect(Evidence(encoded: evidence.encoded()) == evidence)
    }
}
