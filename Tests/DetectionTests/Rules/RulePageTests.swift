import FoundationEssentials
import Testing

@testable import Detection

/// The page on how rules are written, tried word for word.
@Suite struct RulePageTests {
    let page: String

    init() throws {
        let root = (0..<4).reduce(URL(filePath: #filePath)) { path, _ in path.deletingLastPathComponent() }
        page = try String(contentsOf: root.appending(path: "docs/rules.md"), encoding: .utf8)
    }

    private var files: [(name: String, text: String)] {
        page.components(separatedBy: "```yaml\n").dropFirst().enumerated().map { number, rest in
            ("block-\(number + 1).yaml", rest.components(separatedBy: "```")[0])
        }
    }

    @Test func rulesOnThePageWorkBesideThoseOfTheProgram() throws {
        #expect(files.count == 4)
        let catalogue = try DetectionCatalogue(files: DetectionCatalogue.builtInFiles + files)
        #expect(catalogue.brokenExamples() == [])
    }

    /// Every form of a condition that a table of the page shows is read as one.
    @Test(arguments: [("one session", 9, ""), ("several sessions", 4, "across: address, within: 1h, ")])
    func conditionsOnThePageAreAccepted(scope: String, count: Int, lines: String) throws {
        let parts = page.components(separatedBy: "### Over several sessions")
        try #require(parts.count == 2)
        let part = parts[scope == "one session" ? 0 : 1]
        let conditions = part.split(separator: "\n").compactMap { line -> String? in
            guard line.hasPrefix("| `{") || line.hasPrefix("| `a.one`") else { return nil }
            return line.split(separator: "`").dropFirst().first.map(String.init)
        }
        #expect(conditions.count == count)
        for condition in conditions {
            #expect(throws: Never.self, "\(condition)") {
                try DetectionCatalogue(files: [
                    (
                        "page.yaml",
                        """
                        protocols: ssh
                        primitives:
                          a.one: {about: one, field: auth.username, exact: one}
                          a.two: {about: two, field: auth.username, exact: two}
                        behaviours:
                          a.shown: {
                            title: Shown, severity: info, attack: T1082, \(lines)when: \(condition),
                            examples: [{auth: {username: one}}], near_misses: [{auth: {username: three}}]}
                          a.both:
                            title: Uses both
                            severity: info
                            attack: T1082
                            when: {any: [a.one, a.two]}
                            examples: [{auth: {username: one}}]
                            near_misses: [{auth: {username: three}}]
                        """
                    )
                ])
            }
        }
    }
}
