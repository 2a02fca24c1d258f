import Scoring
import Testing
import ThreatModel

@testable import Detection

/// Whole visits from beginning to end, as sensors record them: what campaigns are known by is found and listed, and whoever
/// came by mistake or by trade is not.
@Suite struct SessionScriptTests {
    let catalogue: DetectionCatalogue

    init() throws { catalogue = try BuiltIn.catalogue() }

    @Test(arguments: try SessionScript.all(in: "campaigns"))
    func campaignIsRecognised(_ script: SessionScript) throws {
        let expected = try #require(script.expectation.shows, "a campaign says what it shows")
        #expect(!expected.isEmpty)
        try play(script)
    }

    @Test(arguments: try SessionScript.all(in: "benign"))
    func benignVisitIsLeftAlone(_ script: SessionScript) throws {
        #expect(script.expectation.below != nil && script.expectation.confidenceAtMost != nil)
        try play(script)
    }

    /// A script that no sensor could write would prove nothing.
    @Test(arguments: try SessionScript.all(in: "campaigns") + SessionScript.all(in: "benign"))
    func sensorsCanSayThat(_ script: SessionScript) {
        for event in script.events {
            let known = EventVocabulary.fields(of: event.kind, on: event.protocol)
            #expect(EventVocabulary.kinds(on: event.protocol).contains(event.kind), "\(event.kind)")
            for name in event.fields.values.keys {
                #expect(
                    known.contains(name.hasSuffix("_b64") ? String(name.dropLast(4)) : name), "\(event.kind).\(name)")
            }
        }
        #expect(script.events.last?.kind == .close)
    }

    private func play(_ script: SessionScript) throws {
        var session = SessionDetection()
        var evidence = Evidence()
        var shown: Set<String> = []
        for event in script.events {
            for index in session.observe(event, in: catalogue) {
                let behaviour = catalogue.behaviours[index]
                shown.insert(behaviour.name)
                evidence.add(
                    BehaviourSighting(
                        behaviour: behaviour.name, severity: behaviour.severity, protocol: event.protocol, at: event.at,
                        sensor: .own, isProven: event.transport == .tcp))
                if let limit = script.expectation.below { #expect(behaviour.severity < limit, "\(behaviour.name)") }
            }
        }
        #expect(Set(script.expectation.shows ?? []).subtracting(shown) == [], "shown: \(shown.sorted())")
        let confidence = try ScoringPolicy.current().score(evidence, at: SessionScript.start).confidence
        if let least = script.expectation.confidenceAtLeast { #expect(confidence >= least) }
        if let most = script.expectation.confidenceAtMost { #expect(confidence <= most, "\(shown.sorted())") }
    }
}
