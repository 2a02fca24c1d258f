import Testing
import ThreatModel

@testable import Detection

/// Servers of these protocols take commands in any case (RFC 959 section 5.3, RFC 5321 section 2.4, RFC 3501 section 9), so
/// that a rule which minds it would be easy to slip past.
@Suite struct CommandCaseTests {
    enum Case: CaseIterable { case upper, lower }

    @Test(arguments: [AttackProtocol.ftp, .smtp, .imap], Case.allCases)
    func everyExampleIsRecognised(_ attackProtocol: AttackProtocol, _ letters: Case) throws {
        let catalogue = try BuiltIn.catalogue()
        var played = 0
        for (index, behaviour) in catalogue.behaviours.enumerated()
        where behaviour.protocols.members == [attackProtocol] {
            for example in behaviour.examples {
                var session = SessionDetection()
                for var event in example.sessionEvents() {
                    if event.kind == .command, let line = event.fields["command"] {
                        event.fields["command"] = letters == .upper ? line.uppercased() : line.lowercased()
                        played += 1
                    }
                    _ = session.observe(event, in: catalogue)
                }
                #expect(session.shownBehaviours.contains(index), "\(behaviour.name) at line \(example.line)")
            }
        }
        #expect(played > 5)
    }
}
