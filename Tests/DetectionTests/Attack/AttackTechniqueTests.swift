import Detection
import Testing

@Suite("Techniques of ATT&CK")
struct AttackTechniqueTests {
    @Test("Every technique that a rule names serves a tactic")
    func catalogue() throws {
        for behaviour in try DetectionCatalogue.builtIn().behaviours {
            for id in behaviour.attack {
                #expect(!AttackTechnique.tactics(of: id).isEmpty, "\(id) of \(behaviour.name)")
            }
        }
    }

    @Test("A sub-technique serves what its technique does")
    func subTechnique() {
        #expect(AttackTechnique.tactics(of: "T1059.004") == AttackTacticSet([.execution]))
        #expect(AttackTechnique.tactics(of: "T1053") == AttackTechnique.tactics(of: "T1053.003"))
        #expect(AttackTechnique.tactics(of: "T1078").contains(.initialAccess))
        #expect(!AttackTechnique.tactics(of: "T1078").contains(.impact))
    }

    @Test(
        "What is no known technique serves none",
        arguments: [
            "", "T", "T9999", "1059", "Tx", "T1059x", "T1105.001", "T1110.005", "T1110.000", "T1110.4", "T1110.",
            "T1110.001.1",
        ])
    func unknown(_ id: String) { #expect(AttackTechnique.tactics(of: id).isEmpty) }

    @Test("Names of phases are lower case with hyphens, and differ")
    func phases() {
        let names = AttackTactic.allCases.map(\.phaseName)
        #expect(Set(names).count == 14)
        #expect(names.allSatisfy { $0.allSatisfy { $0 == "-" || $0.isLowercase } })
    }
}
