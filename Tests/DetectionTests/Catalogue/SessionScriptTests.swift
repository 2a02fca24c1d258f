import Testing
import ThreatModel

@testable import Detection

/// Whole sessions, as attackers and as ordinary people have them.
@Suite struct SessionScriptTests {
    let catalogue: DetectionCatalogue

    init() throws { catalogue = try BuiltIn.catalogue() }

    @Test(arguments: try SessionScript.all(in: "Campaigns"))
    func campaignIsRecognised(_ script: SessionScript) {
        let shown = Set(shown(script.events, in: catalogue))
        #expect(!script.shows.isEmpty)
        #expect(Set(script.shows).subtracting(shown) == [], "of \(shown.sorted())")
        #expect(shown.contains { severity(of: $0) >= .medium })
    }

    @Test(arguments: try SessionScript.all(in: "Benign"))
    func ordinaryUseStaysBelowMedium(_ script: SessionScript) {
        let shown = Set(shown(script.events, in: catalogue))
        #expect(Set(script.shows).subtracting(shown) == [])
        #expect(shown.filter { severity(of: $0) >= .medium } == [])
    }

    /// What a sensor cannot record proves nothing.
    @Test(arguments: try SessionScript.all(in: "Campaigns") + SessionScript.all(in: "Benign"))
    func scriptSaysWhatSensorsRecord(_ script: SessionScript) {
        for event in script.events {
            let known = EventVocabulary.fields(of: event.kind, on: script.protocol)
            #expect(EventVocabulary.kinds(on: script.protocol).contains(event.kind))
            let names = event.fields.values.keys.map { $0.hasSuffix("_b64") ? String($0.dropLast(4)) : $0 }
            #expect(names.filter { !known.contains($0) } == [], "\(event.kind)")
        }
    }

    private func severity(of name: String) -> Severity {
        catalogue.behaviour(named: name).map { catalogue.behaviours[$0].severity } ?? .veryHigh
    }
}
