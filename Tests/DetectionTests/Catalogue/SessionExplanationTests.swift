import Testing
import ThreatModel

@testable import Detection

@Suite struct SessionExplanationTests {
    @Test func everyEventSaysWhatItShowsAndWhatItCompletes() throws {
        let catalogue = try catalogue(words: ["aa", "bb"], when: "{sequence: [t.aa, t.bb]}")
        let session = BehaviourExample(saying: ["x", "aa", "aa bb"], on: .telnet).sessionEvents()
        #expect(session.map(\.kind) == [.command, .command, .command, .close])
        let explanation = SessionExplanation(of: session, in: catalogue)
        #expect(explanation.steps.map(\.primitives) == [[], [0], [0, 1], []])
        #expect(explanation.steps.map(\.behaviours) == [[], [], [0], []])
        #expect(explanation.steps(showing: 0) == [2, 3] && explanation.steps(showing: 1) == [3])
    }

    @Test("What a visitor says stands where rules look for it", arguments: AttackProtocol.allCases)
    func texts(on attackProtocol: AttackProtocol) throws {
        let event = try #require(BehaviourExample(saying: ["hello"], on: attackProtocol).sessionEvents().first)
        #expect(EventVocabulary.kinds(on: attackProtocol).contains(event.kind))
        #expect(event.fields.values.contains { ["hello", "\"hello\""].contains($0.value) })
        let known = EventVocabulary.fields(of: event.kind, on: attackProtocol)
        #expect(event.fields.values.allSatisfy { known.contains($0.key) })
    }

    @Test func textsOfSeveralPartsAreTakenApart() throws {
        func fields(_ text: String, _ attackProtocol: AttackProtocol) -> [String: String]? {
            BehaviourExample(saying: [text], on: attackProtocol).events.first?.fields.values
        }
        #expect(fields("POST /a b", .http) == ["method": "POST", "path": "/a b"])
        #expect(fields("/a b", .http) == ["path": "/a b"])
        #expect(fields("config set dir /x", .redis) == ["command": "CONFIG", "argv": #""config" "set" "dir" "/x""#])
        #expect(
            fields("SET k a  b", .redis) == [
                "command": "SET", "argv": #""SET" "k" "a" "b""#, "key": "k", "value": "a b",
            ])
        #expect(fields("", .redis) == ["argv": ""])
        let catalogue = try BuiltIn.catalogue()
        let events = BehaviourExample(saying: ["CONFIG SET dir /root/.ssh"], on: .redis).sessionEvents()
        let shown = SessionExplanation(of: events, in: catalogue).steps.flatMap(\.behaviours)
        #expect(shown.contains { catalogue.behaviours[$0].name == "redis.config_dir_ssh" })
    }
}
