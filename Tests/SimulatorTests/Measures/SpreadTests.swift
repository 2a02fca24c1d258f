import Testing

@testable import Simulator

@Suite struct SpreadTests {
    @Test func quantilesCountWhatNeverEnded() {
        var spread = Spread()
        for value in [5, 1, 4, 2, 3] { spread.note(Double(value)) }
        #expect(spread.quantile(0.5) == 3)
        #expect(spread.endlessShare == 0)
        for _ in 0..<5 { spread.note(nil) }
        #expect(spread.quantile(0.4) == 5)
        #expect(spread.quantile(0.5) == .infinity)
        #expect(spread.endlessShare == 0.5)
        #expect(Spread().quantile(0.5).isNaN)
    }
}
