import Testing
import ThreatModel

@testable import Detection

@Suite struct VocabularyTests {
    /// Plans are found by raw value.
    @Test func rawValuesArePositions() {
        #expect(AttackProtocol.allCases.map { Int($0.rawValue) } == Array(AttackProtocol.allCases.indices))
        #expect(EventKind.allCases.map { Int($0.rawValue) } == Array(EventKind.allCases.indices))
    }

    @Test(arguments: EventKind.allCases)
    func mainFieldIsAField(_ kind: EventKind) {
        if let main = EventVocabulary.mainField(of: kind) { #expect(EventVocabulary.fields(of: kind).contains(main)) }
        #expect(Set(EventVocabulary.fields(of: kind)).count == EventVocabulary.fields(of: kind).count)
    }

    @Test(arguments: AttackProtocol.allCases)
    func everySessionConnectsAndCloses(_ attackProtocol: AttackProtocol) {
        let kinds = EventVocabulary.kinds(on: attackProtocol)
        #expect(kinds.contains(.connect) && kinds.contains(.close))
        #expect(Set(kinds).count == kinds.count)
    }
}
