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

    @Test func theCatalogueIsNoSmallerThanItWas() { #expect(catalogue.behaviours.count >= 208) }

    /// As many as attackers on that protocol are known to show, without those that any service sees.
    @Test(arguments: [
        (AttackProtocol.ssh, 67), (.telnet, 57), (.http, 36), (.ftp, 7), (.smtp, 7), (.imap, 3), (.mysql, 10),
        (.postgresql, 9), (.mssql, 9), (.mongodb, 6), (.redis, 13), (.elasticsearch, 5), (.docker, 7), (.smb, 8),
        (.rdp, 5), (.rtsp, 4), (.sip, 7),
    ])
    func protocolIsCovered(_ attackProtocol: AttackProtocol, _ least: Int) {
        let own = catalogue.behaviours.filter {
            $0.protocols.contains(attackProtocol) && !$0.name.hasPrefix("any.")
        }
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
