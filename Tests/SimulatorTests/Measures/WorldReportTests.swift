import Testing

@testable import Simulator

@Suite struct WorldReportTests {
    /// Outcomes in which ours keeps every bound, changed by `change`.
    private static func report(liarShare: Double = 0.4, _ change: (inout FormulaOutcome) -> Void) -> WorldReport {
        var good = FormulaOutcome()
        for _ in 0..<100 {
            good.ranks.note(95, of: .botnet)
            good.ranks.note(5, of: .bystander)
        }
        good.slandered = 200
        good.silent = 200
        good.hoursToListing.note(3)
        good.daysToRelease.note(20)
        var ours = good
        change(&ours)
        // The second seed is a good one: the worst counts.
        return WorldReport(
            name: "made up", liarShare: liarShare, seeds: [1, 2],
            outcomes: [[ours, good, good], [good, good, good]])
    }

    @Test func whatIsGoodKeepsEveryBound() { #expect(Self.report { _ in }.missed.isEmpty) }

    @Test func everyBoundCanBeMissed() {
        #expect(Self.report { $0.framedAt50 = 3 }.missed == [.framedAt50])
        #expect(Self.report { $0.framedAt70 = 1 }.missed == [.framedAt70])
        #expect(Self.report { $0.silentAt70 = 3 }.missed == [.silentAt70])
        #expect(Self.report { for _ in 0..<3 { $0.ranks.note(90, of: .carrierNAT) } }.missed == [.precisionAt90])
        // Nothing at all may be lost to a formula that is right as often.
        for liarShare in [0, 0.4] {
            let report = Self.report(liarShare: liarShare) { for _ in 0..<2 { $0.ranks.note(69, of: .botnet) } }
            #expect(report.missed == [.recallLossAlike])
            #expect(report.isMet(.recallLoss) == nil)
        }
        #expect(
            Self.report(liarShare: 0) { for _ in 0..<20 { $0.ranks.note(100, of: .scanner) } }.missed
                == [.auc, .precisionAt90])
    }

    @Test func whatWasNotMeasuredKeepsNoBound() {
        let empty = FormulaOutcome()
        let report = WorldReport(name: "empty", liarShare: 0, seeds: [1], outcomes: [[empty, empty, empty]])
        #expect(report.missed.contains(.auc))
        #expect(report.missed.contains(.recallLossAlike))
    }

    @Test func theTableNamesEveryMeasureAndWhatIsMissed() {
        let text = Self.report { $0.framedAt70 = 2 }.markdown
        for measure in Measure.allCases { #expect(text.contains(measure.title)) }
        #expect(text.contains("| ≤ 0 addresses | 2 addresses | 0 addresses | 0 addresses | NO |"))
    }
}
