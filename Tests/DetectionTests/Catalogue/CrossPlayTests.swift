import Testing
import ThreatModel

@testable import Detection

/// Every example and near miss played against all behaviours, not only its own.
@Suite struct CrossPlayTests {
    let catalogue: DetectionCatalogue

    init() throws { catalogue = try BuiltIn.catalogue() }

    /// What nearly is one behaviour may be another, but whoever writes it should know: `Corpus/collisions.txt` lists each
    /// near miss that shows a behaviour of high severity, so that a rule that begins to take in too much is noticed.
    @Test func nearMissesThatAreSomethingWorseAreKnown() throws {
        var collisions = Set<String>()
        for behaviour in catalogue.behaviours {
            for nearMiss in behaviour.nearMisses {
                for index in catalogue.shown(by: nearMiss) where catalogue.behaviours[index].severity >= .high {
                    collisions.insert("\(behaviour.name) \(catalogue.behaviours[index].name)")
                }
            }
        }
        let known = Set(try BenignCorpusTests.lines("collisions.txt"))
        #expect(collisions.subtracting(known).sorted() == [], "these near misses show something of high severity")
        #expect(known.subtracting(collisions).sorted() == [], "these are no collisions any more")
    }

    /// Two behaviours that are always shown together are one, or their examples do not say what tells them apart.
    @Test func noTwoBehavioursAreTheSame() {
        var shownBy = [[Int]](repeating: [], count: catalogue.behaviours.count)
        let sessions = catalogue.behaviours.flatMap { $0.examples + $0.nearMisses }
        for (number, session) in sessions.enumerated() {
            for index in catalogue.shown(by: session) { shownBy[index].append(number) }
        }
        for (sessions, twins) in Dictionary(grouping: shownBy.indices, by: { shownBy[$0] }) where !sessions.isEmpty {
            #expect(twins.count == 1, "\(twins.map { catalogue.behaviours[$0].name }) cannot be told apart")
        }
    }

    /// Whoever only looks whether a service is there does nothing that counts against him.
    @Test(arguments: AttackProtocol.allCases)
    func lookingIsHarmless(_ attackProtocol: AttackProtocol) {
        let silent = [event(.connect, on: attackProtocol), event(.close, ["bytes_in": "0"], on: attackProtocol)]
        let banner = [
            event(.connect, on: attackProtocol),
            event(.raw, ["bytes": "\r\n\r\n", "reason": "no command"], on: attackProtocol),
            event(.close, ["bytes_in": "4", "bytes_out": "61"], on: attackProtocol),
        ]
        for session in [silent, banner] {
            let names = shown(session, in: catalogue)
            #expect(!names.isEmpty)
            for name in names {
                let severity = catalogue.behaviour(named: name).map { catalogue.behaviours[$0].severity }
                #expect(severity == .info, "\(name)")
            }
        }
    }
}
