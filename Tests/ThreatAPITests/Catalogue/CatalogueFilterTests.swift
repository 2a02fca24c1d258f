import Detection
import Testing
import ThreatModel

@testable import ThreatAPI

@Suite("Narrowing the catalogue down")
struct CatalogueFilterTests {
    private static func filter(_ query: String, isForm: Bool = false) throws(RequestError) -> CatalogueFilter {
        try query.withQuery { (query) throws(RequestError) in try CatalogueFilter(query, isForm: isForm) }
    }

    private static func names(_ query: String) throws -> [String] {
        let catalogue = try DetectionCatalogue.builtIn()
        return try filter(query).behaviours(of: catalogue).map { catalogue.behaviours[$0].name }
    }

    @Test("Each filter lets through what it says, and nothing else")
    func filters() throws {
        let catalogue = try DetectionCatalogue.builtIn()
        func expect(_ query: String, _ holds: (Behaviour) -> Bool) throws {
            let expected = catalogue.behaviours.filter(holds).map(\.name)
            #expect(!expected.isEmpty && expected.count < catalogue.behaviours.count, "\(query)")
            #expect(try Set(Self.names(query)) == Set(expected), "\(query)")
        }
        try expect("severity=high") { $0.severity >= .high }
        try expect("protocol=redis") { $0.protocols.contains(.redis) }
        try expect("technique=T1059") { $0.attack.contains { $0.hasPrefix("T1059") } }
        try expect("technique=t1059.004") { $0.attack.contains("T1059.004") }
        try expect("tactic=impact") { $0.attack.contains { AttackTechnique.tactics(of: $0).contains(.impact) } }
        try expect("severity=medium&protocol=http") { $0.severity >= .medium && $0.protocols.contains(.http) }
    }

    @Test("All words must stand somewhere: in the name, the texts, a technique or its name; in any case")
    func words() throws {
        #expect(try Self.names("q=sh.dropper_pipe") == ["sh.dropper_pipe"])
        #expect(try Self.names("q=SCRIPT%20at+ONCE").contains("sh.dropper_pipe"))
        #expect(try Self.names("q=ingress%20pipe").contains("sh.dropper_pipe"))
        #expect(try Self.names("q=nothingislikethis").isEmpty)
        #expect(try Self.names("q=+%20").count == Self.names("").count)
    }

    @Test("The gravest come first, then by name")
    func order() throws {
        let catalogue = try DetectionCatalogue.builtIn()
        let found = try Self.filter("").behaviours(of: catalogue).map { catalogue.behaviours[$0] }
        for (first, second) in zip(found, found.dropFirst()) {
            #expect(first.severity > second.severity || first.severity == second.severity && first.name < second.name)
        }
    }

    @Test("A form leaves fields empty that are not meant; the API is told what is accepted")
    func emptyFields() throws {
        #expect(try Self.filter("q=&severity=&protocol=&tactic=&technique=", isForm: true) == CatalogueFilter())
        #expect(try Self.filter("", isForm: true).isEverything && !Self.filter("severity=low").isEverything)
        for query in [
            "severity=", "severity=worst", "protocol=gopher", "tactic=", "tactic=winning", "technique=", "technique=T1",
            "technique=T1059.4", "q=\(String(repeating: "x", count: CatalogueFilter.maximumSearchLength + 1))",
            "q=a&q=b",
        ] { #expect(throws: RequestError.self, "\(query)") { try Self.filter(query) } }
    }

    @Test(
        "JSON is for those who would rather have it",
        arguments: [
            (nil, false), ("*/*", false), ("application/json", true),
            ("text/html,application/xhtml+xml,*/*;q=0.8", false),
            ("application/json, text/html;q=0.9", true), ("text/html, application/json;q=0.5", false),
            ("Application/JSON ; q=0.2", true), ("application/json;q=0", false), ("application/json;q=x", true),
            ("", false),
        ] as [(String?, Bool)])
    func accept(_ field: String?, _ isJSON: Bool) { #expect(AcceptField.prefersJSON(field) == isJSON) }
}
