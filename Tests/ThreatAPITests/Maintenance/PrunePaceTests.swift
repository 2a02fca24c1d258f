import Testing

@testable import ThreatAPI

@Suite("The pace of deleting")
struct PrunePaceTests {
    @Test("Steps grow and shrink until they take their time, whatever a row costs", arguments: [1, 20, 300, 5000])
    func adapting(_ microseconds: Int) {
        var pace = PrunePace()
        var last = Duration.zero
        for _ in 0..<20 {
            last = .microseconds(microseconds * pace.portion)
            #expect(pace.noted(rows: pace.portion, duration: last) == last)
        }
        #expect(PrunePace.portions.contains(pace.portion))
        let isAtBound = pace.portion == PrunePace.portions.lowerBound || pace.portion == PrunePace.portions.upperBound
        #expect(isAtBound || last <= PrunePace.target * 2)
    }
}
