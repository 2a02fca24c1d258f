import Testing
import ThreatModel

@testable import Detection

@Suite struct VocabularyTests {
    /// Plans are found by raw value.
    @Test func rawValuesArePositions() {
        #expect(AttackProtocol.allCases.map { Int($0.rawValue) } == Array(AttackProtocol.allCases.indices))
        #expect(EventKind.allCases.map { Int($0.rawValue) } == Array(EventKind.allCases.indices))
    }

    @Test(arguments: AttackProtocol.allCases)
    func fieldsOfAKindDiffer(_ attackProtocol: AttackProtocol) {
        for kind in EventKind.allCases {
            let fields = EventVocabulary.fields(of: kind, on: attackProtocol)
            #expect(Set(fields).count == fields.count)
            if let main = EventVocabulary.mainField(of: kind, on: attackProtocol) { #expect(fields.first == main) }
            #expect(fields.isEmpty || EventVocabulary.kinds(on: attackProtocol).contains(kind))
        }
    }

    @Test func fieldsGoByKindAndProtocol() {
        #expect(EventVocabulary.fields(of: .request, on: .smb).contains("pipe"))
        #expect(!EventVocabulary.fields(of: .request, on: .http).contains("pipe"))
        #expect(!EventVocabulary.fields(of: .request, on: .smb).contains("user_agent"))
        #expect(EventVocabulary.fields(of: .query, on: .ssh).isEmpty)
    }

    @Test func aLineIsACommandOfAShellWhereThereIsOne() {
        for attackProtocol in AttackProtocol.allCases {
            let form = EventVocabulary.normalForm(of: "command", in: .command, on: attackProtocol)
            #expect((form == .shell) == [.ssh, .telnet].contains(attackProtocol))
        }
    }

    @Test(arguments: AttackProtocol.allCases)
    func everySessionConnectsAndCloses(_ attackProtocol: AttackProtocol) {
        let kinds = EventVocabulary.kinds(on: attackProtocol)
        #expect(kinds.contains(.connect) && kinds.contains(.close))
        #expect(Set(kinds).count == kinds.count)
    }
}
