import Testing

@testable import WebPages

@Suite("The axis of a chart") struct ChartScaleTests {
    @Test(
        "Ticks are round and few, and the largest count fits",
        arguments: [
            (0, [0, 1, 2]), (1, [0, 1, 2]), (2, [0, 1, 2]), (5, [0, 1, 2, 3, 4, 5]), (6, [0, 2, 4, 6]),
            (9, [0, 2, 4, 6, 8, 10]),
            (11, [0, 5, 10, 15]), (99, [0, 20, 40, 60, 80, 100]), (101, [0, 50, 100, 150]),
            (2600, [0, 1000, 2000, 3000]),
        ])
    func ticks(_ most: Int, _ ticks: [Int]) {
        #expect(ChartScale(most: most).ticks == ticks)
    }

    @Test("Whatever the count") func anyCount() {
        var most = 1
        while most < 1_000_000_000_000_000 {
            let scale = ChartScale(most: most)
            #expect(scale.limit >= most && (3...6).contains(scale.ticks.count), "\(most)")
            #expect(scale.thousandths(most) <= 1000 && scale.thousandths(1) >= 1)
            most = most * 3 + 1
        }
        #expect(ChartScale(most: .max).limit > 0)
    }
}
