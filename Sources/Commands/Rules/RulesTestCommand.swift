import ArgumentParser
import Detection

/// `sikker rules test`
struct RulesTestCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "test",
        abstract: "Plays the examples and near misses of rules, together with those of the program.",
        discussion: """
            Every example must show its behaviour, and no near miss may. Each that turns out otherwise
            is a line; the status is 1 then.

            EXAMPLES
              sikker rules test mine.yaml
              sikker rules test --json
            """)

    @Flag(help: "Print JSON.")
    var json = false

    @OptionGroup var rules: RuleOptions

    mutating func run() async throws {
        let files = try rules.texts().map(\.name)
        let catalogue = try rules.catalogue()
        let broken = catalogue.brokenExamples()
        if json {
            try JSONOutput.write(RuleReport(files: files, faults: broken))
        } else {
            for error in broken { Terminal.standardOutput.write("\(error)\n") }
        }
        try RuleReport.end(on: broken, "broken example")
        guard !json else { return }
        let examples = catalogue.behaviours.reduce(0) { $0 + $1.examples.count }
        let nearMisses = catalogue.behaviours.reduce(0) { $0 + $1.nearMisses.count }
        Terminal.standardOutput.write(
            "\(examples) examples and \(nearMisses) near misses of \(catalogue.behaviours.count) behaviours turn out "
                + "as they should.\n")
    }
}
