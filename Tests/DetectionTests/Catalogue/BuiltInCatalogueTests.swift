import Testing

@testable import Detection

@Suite struct BuiltInCatalogueTests {
    @Test func everyExampleShowsItsBehaviourAndNoNearMissDoes() throws {
        #expect(try DetectionCatalogue.builtIn().brokenExamples().map(\.description) == [])
    }
}
