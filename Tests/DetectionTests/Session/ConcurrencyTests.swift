import Testing
import ThreatModel

@testable import Detection

@Suite struct ConcurrencyTests {
    /// One catalogue serves all threads: what one session sees is never mixed into another's.
    @Test func sessionsSideBySideDoNotMeet() async throws {
        let catalogue = try DetectionCatalogue.builtIn()
        let examples = catalogue.behaviours.flatMap { $0.examples + $0.nearMisses }
        let alone = examples.map { catalogue.shown(by: $0) }
        await withTaskGroup(of: [[Int]].self) { group in
            for _ in 0..<8 { group.addTask { examples.map { catalogue.shown(by: $0) } } }
            for await together in group { #expect(together == alone) }
        }
    }
}
