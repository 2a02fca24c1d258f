import Testing

@testable import Sensor

@Suite struct OutputBudgetTests {
    @Test func saysWhenTheLimitIsPassed() {
        let budget = OutputBudget(limit: 100)
        #expect(budget.note(60))
        #expect(budget.note(40))
        #expect(!budget.note(1))
        #expect(budget.note(-50))
        #expect(budget.total == 51)
    }
}
