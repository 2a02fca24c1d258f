import ArgumentParser
import Detection

/// `sikker rules check`
struct RulesCheckCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "check",
        abstract: "Says whether rules can be used together with those that came with the program.",
        discussion: """
            Each fault is a line 'file:line: what is wrong; accepted: what would be right'. Ends with
            status 1 when there is one. Examples are not played: see 'sikker rules test'.

            EXAMPLES
              sikker rules check mine.yaml
              sikker rules check /etc/sikker/rules --json
            """)

    @Flag(help: "Print JSON.")
    var json = false

    @OptionGroup var rules: RuleOptions

    mutating func run() async throws {
        let texts = try rules.texts()
        let faults = DetectionCatalogue.faults(in: DetectionCatalogue.builtInFiles + texts)
        if json {
            try JSONOutput.write(RuleReport(files: texts.map(\.name), faults: faults))
        } else {
            for fault in faults { Terminal.standardOutput.write("\(fault)\n") }
        }
        try RuleReport.end(on: faults, "fault")
        guard !json else { return }
        let catalogue = try DetectionCatalogue(files: DetectionCatalogue.builtInFiles + texts)
        let files = texts.count == 1 ? "1 file is good" : "\(texts.count) files are good"
        Terminal.standardOutput.write(
            "\(texts.isEmpty ? "The rules of this program are good" : files): \(catalogue.behaviours.count) behaviours "
                + "over \(catalogue.primitives.count) primitives in all.\n")
    }
}
