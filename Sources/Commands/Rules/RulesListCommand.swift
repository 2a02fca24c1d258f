import ArgumentParser
import Detection
import ThreatModel

/// `sikker rules list`
struct RulesListCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "list",
        abstract: "Lists the behaviours that are looked for, the gravest first.",
        discussion: """
            EXAMPLES
              sikker rules list
              sikker rules list --protocol redis --severity high
              sikker rules list --technique T1105 --json
            """)

    @Option(help: "Only what can be shown on this protocol.", transform: ArgumentValue.attackProtocol)
    var `protocol`: AttackProtocol?

    @Option(
        help: "Only what is at least so grave: info, low, medium, high or very_high.",
        transform: ArgumentValue.severity)
    var severity: Severity?

    @Option(help: ArgumentHelp("Only what serves this ATT&CK technique, or one below it.", valueName: "id"))
    var technique: String?

    @Flag(help: "Print JSON.")
    var json = false

    @OptionGroup var rules: RuleOptions

    mutating func run() async throws {
        let catalogue = try rules.catalogue()
        let rows = catalogue.behaviours.filter(isWanted)
            .sorted { ($1.severity, $0.name) < ($0.severity, $1.name) }
            .map { BehaviourRow($0, in: catalogue) }
        if json { return try JSONOutput.write(rows) }
        guard !rows.isEmpty else { return Terminal.standardError.write("No behaviour is like that.\n") }
        let table = Table(
            header: ["behaviour", "severity", "ATT&CK", "what it is"],
            rows: rows.map { [$0.name, $0.severity, $0.attack.joined(separator: " "), $0.title] })
        Terminal.standardOutput.write(table.text)
    }

    private func isWanted(_ behaviour: Behaviour) -> Bool {
        if let `protocol`, !behaviour.protocols.contains(`protocol`) { return false }
        if let severity, behaviour.severity < severity { return false }
        guard let technique = technique?.uppercased() else { return true }
        return behaviour.attack.contains { $0 == technique || $0.hasPrefix(technique + ".") }
    }
}
