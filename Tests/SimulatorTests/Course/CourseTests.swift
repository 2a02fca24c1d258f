import Scoring
import Testing

@testable import Simulator

/// Small worlds through the real rules: what the policy prevents, and that the measures see it when a rule is missing.
@Suite struct CourseTests {
    private static func report(_ policy: ScoringPolicy) throws -> WorldReport {
        let reports = try SimulatorFixtures.course.run(policy: policy, catalogue: SimulatorFixtures.catalogue.get())
        return try #require(reports.first)
    }

    @Test func thePolicyInForceHoldsWhereOthersDoNot() throws {
        let report = try Self.report(ScoringPolicy.current())
        #expect(report.isMet(.framedAt50) == true)
        #expect(report.isMet(.silentAt70) == true)
        #expect(report.isMet(.recallLoss) == true)
        // The formulas beside it are what they are compared for.
        #expect(report.worst(.framedAt50, of: .plain) > 10)
        #expect(report.worst(.framedAt50, of: .count) > 10)
        #expect(report.worst(.silentAt70, of: .plain) > 10)
    }

    @Test func withoutTrustTheMeasuresSeeInnocentsFramed() throws {
        let missed = try Self.report(PolicyVariant.withoutTrust.policy()).missed
        #expect(missed.contains(.framedAt50))
        #expect(missed.contains(.framedAt70))
    }

    @Test func withoutTheGateTheMeasuresSeeInnocentsFramed() throws {
        #expect(try Self.report(PolicyVariant.withoutGate.policy()).missed.contains(.framedAt50))
    }

    @Test func theSameSeedGivesTheSameFigures() throws {
        var course = SimulatorFixtures.course
        course.shapes = [WorldShape.unseen.scaled(to: 600, reporters: 100, days: 90)]
        let policy = try ScoringPolicy.current()
        let catalogue = try SimulatorFixtures.catalogue.get()
        let texts = try (0..<2).map { _ in try course.run(policy: policy, catalogue: catalogue).map(\.markdown) }
        #expect(texts[0] == texts[1])
    }
}
