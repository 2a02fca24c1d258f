import Scoring
import Testing

@testable import Simulator

/// Small worlds through the real rules: what the policy prevents, and that the measures see it when a rule is missing.
@Suite struct CourseTests {
    private static func report(_ policy: ScoringPolicy) async throws -> WorldReport {
        let reports = try await SimulatorFixtures.course.run(
            policy: policy, catalogue: SimulatorFixtures.catalogue.get())
        return try #require(reports.first)
    }

    @Test func thePolicyInForceHoldsWhereOthersDoNot() async throws {
        let report = try await Self.report(ScoringPolicy.current())
        #expect(report.isMet(.framedAt50) == true)
        #expect(report.isMet(.silentAt70) == true)
        #expect(report.isMet(.recallLossAlike) == true)
        // The formulas beside it are what they are compared for.
        #expect(report.worst(.framedAt50, of: .plain) > 10)
        #expect(report.worst(.framedAt50, of: .count) > 10)
        #expect(report.worst(.silentAt70, of: .plain) > 10)
    }

    @Test func withoutTrustTheMeasuresSeeInnocentsFramed() async throws {
        #expect(try await Self.report(PolicyVariant.withoutTrust.policy()).missed.contains(.framedAt50))
    }

    @Test func withoutTheGateTheMeasuresSeeInnocentsFramed() async throws {
        #expect(try await Self.report(PolicyVariant.withoutGate.policy()).missed.contains(.framedAt50))
    }

    /// Either of them keeps liars from the stricter lists.
    @Test func withoutBothTheMeasuresSeeInnocentsFramedTwice() async throws {
        let missed = try await Self.report(PolicyVariant.plain.policy()).missed
        #expect(missed.contains(.framedAt50))
        #expect(missed.contains(.framedAt70))
    }

    @Test func theSameSeedGivesTheSameFigures() async throws {
        var course = SimulatorFixtures.course
        course.shapes = [WorldShape.hidden.scaled(to: 600, reporters: 100, days: 90)]
        let policy = try ScoringPolicy.current()
        let catalogue = try SimulatorFixtures.catalogue.get()
        let first = try await course.run(policy: policy, catalogue: catalogue).map(\.markdown)
        let second = try await course.run(policy: policy, catalogue: catalogue).map(\.markdown)
        #expect(first == second)
    }
}
