import Testing
import ThreatModel

@testable import Detection

/// The catalogue as a whole: nothing is lost from it, and every entry is of use to a reader.
@Suite struct CatalogueCoverageTests {
    let catalogue: DetectionCatalogue

    init() throws { catalogue = try BuiltIn.catalogue() }

    /// Stored evidence and people's filters name behaviours: one that is renamed or dropped is lost to them.
    @Test func everyPublishedBehaviourIsThere() throws {
        let published = try BenignCorpusTests.lines("behaviours.txt")
        #expect(Set(published).count == published.count)
        #expect(published.filter { catalogue.behaviour(named: $0) == nil } == [])
    }

    /// As many as attackers on that protocol are known to show.
    @Test(arguments: [
        (AttackProtocol.ftp, 7), (.smtp, 6), (.imap, 3), (.smb, 8), (.rdp, 5), (.sip, 7), (.rtsp, 4),
    ])
    func protocolIsCovered(_ attackProtocol: AttackProtocol, _ least: Int) {
        let own = catalogue.behaviours.filter { $0.protocols.members == [attackProtocol] }
        #expect(own.count >= least)
    }

    /// Tables show titles: each a short sentence that stands for one behaviour.
    @Test func titlesTellBehavioursApart() {
        let titles = catalogue.behaviours.map(\.title)
        #expect(Set(titles).count == titles.count)
        for behaviour in catalogue.behaviours {
            #expect(behaviour.title.first?.isUppercase == true && !behaviour.title.hasSuffix("."), "\(behaviour.name)")
            #expect((8...80).contains(behaviour.title.count), "\(behaviour.name)")
        }
    }

    @Test func everyBehaviourNamesTechniquesAndHasExamples() {
        for behaviour in catalogue.behaviours {
            #expect(!behaviour.attack.isEmpty && Set(behaviour.attack).count == behaviour.attack.count)
            #expect(!behaviour.examples.isEmpty && !behaviour.nearMisses.isEmpty, "\(behaviour.name)")
        }
    }

    /// What comes first in a name says where it can be shown.
    @Test func namesSayTheirProtocol() {
        let prefixes = Dictionary(grouping: catalogue.behaviours) { $0.name.prefix { $0 != "." } }
        for attackProtocol in AttackProtocol.allCases {
            for behaviour in prefixes[Substring(attackProtocol.name)] ?? [] {
                #expect(behaviour.protocols.members == [attackProtocol], "\(behaviour.name)")
            }
        }
    }
}
