import Detection
import Foundation
import Observability
import Testing

@testable import ThreatAPI

@Suite("Rules of the operator's own")
struct RuleFilesTests {
    static func text(_ word: String, name: String = "mine.marker") -> String {
        """
        protocols: [telnet]
        behaviours:
          \(name):
            title: Said \(word)
            description: The visitor said \(word).
            severity: very_high
            attack: T1105
            field: command.command
            contains: \(word)
            examples: [{command: \(word)}]
            near_misses: [{command: "-"}]

        """
    }

    static func write(_ text: String, to path: String) throws { try Data(text.utf8).write(to: URL(filePath: path)) }

    @Test("They are in force when they change; broken ones never replace good ones")
    func following() async throws {
        let folder = try TemporaryFolder()
        let (file, other) = (folder.path + "/mine.yaml", folder.path + "/other.yaml")
        let rulebook = Rulebook(try IngestRules.usual())
        let builtIn = rulebook.current.catalogue.behaviours.count
        let metrics = MetricsRegistry()
        let source = RuleFiles(folder: folder.path, rulebook: rulebook, metrics: RuleMetrics(registry: metrics))
        func title(_ name: String) -> String? {
            let catalogue = rulebook.current.catalogue
            return catalogue.behaviour(named: name).map { catalogue.behaviours[$0].title }
        }
        try Self.write("protocols: [gopher]\n", to: other)
        try Self.write(Self.text("one"), to: file)
        try await Reloading.follow(source) { health, look in
            // At the start what can be used is better than nothing.
            #expect(title("mine.marker") == "Said one" && health.state.status == .degraded)
            #expect(health.state.sentence.contains("\(other):1: there is no protocol 'gopher'"))
            try Self.write("# nothing yet\n", to: other)
            await look()
            #expect(health.state.status == .ok)
            #expect(
                health.state.sentence == "\(builtIn + 1) behaviours are looked for, with 2 files of the operator's own")
            let good = rulebook.generation

            try Self.write(Self.text("two").replacing("very_high", with: "awful"), to: file)
            await look()
            #expect(title("mine.marker") == "Said one" && rulebook.generation == good)
            #expect(health.state.status == .degraded && health.state.sentence.contains("\(file):6: "))
            #expect(health.state.sentence.hasSuffix("what was in force stays so"))
            await look()
            #expect(rulebook.generation == good)

            try Self.write(Self.text("two"), to: file)
            try Self.write("disable: sh.dropper_pipe\n", to: other)
            await look()
            #expect(title("mine.marker") == "Said two" && title("sh.dropper_pipe") == nil)
            #expect(health.state.status == .ok && rulebook.generation == good + 1)

            try FileManager.default.removeItem(atPath: other)
            try FileManager.default.removeItem(atPath: file)
            await look()
            #expect(title("mine.marker") == nil && title("sh.dropper_pipe") != nil)
            #expect(metrics.exposition().contains("api_behaviours \(builtIn)\n"))
            #expect(metrics.exposition().contains(#"api_rules_read_total{result="refused"} 2"#))
        }
    }

    @Test("What cannot be read is told by its path")
    func unreadable() throws {
        let folder = try TemporaryFolder()
        let rulebook = Rulebook(try IngestRules.usual())
        func errors(_ path: String?) -> [String] {
            let metrics = RuleMetrics(registry: MetricsRegistry())
            return RuleFiles(folder: path, rulebook: rulebook, metrics: metrics).reload(isFirst: true).errors
        }
        #expect(errors(nil) == [] && errors(folder.path) == [])
        #expect(errors(folder.path + "/none") == ["\(folder.path)/none cannot be read: No such file or directory"])
        let (binary, large, deep) = (folder.path + "/b.yaml", folder.path + "/l.yaml", folder.path + "/d.yaml")
        try Data([0xff, 0xfe]).write(to: URL(filePath: binary))
        #expect(errors(folder.path) == ["\(binary) cannot be read: it is not UTF-8"])
        try FileManager.default.removeItem(atPath: binary)
        try Self.write(String(repeating: "#", count: DetectionCatalogue.maximumFileBytes + 1), to: large)
        #expect(errors(folder.path) == ["\(large) may have at most \(DetectionCatalogue.maximumFileBytes) bytes"])
        try FileManager.default.removeItem(atPath: large)
        try FileManager.default.createDirectory(atPath: deep, withIntermediateDirectories: true)
        #expect(errors(folder.path) == ["\(deep) cannot be read: it is no regular file"])
    }
}
