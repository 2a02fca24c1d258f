import ArgumentParser
import Guard

/// `sikker guard apply`
struct GuardApplyCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "apply",
        abstract: "Has a running guard read its settings again and compare all that the kernel holds.",
        discussion: """
            With --dry-run nothing is changed: it says which settings would be others, and what the
            kernel would be given under them, with the lists as they are.

            EXAMPLES
              sikker guard apply --dry-run
              sikker guard apply
            """)

    @Flag(help: "Say what would be done, and do nothing.")
    var dryRun = false

    @OptionGroup var control: GuardControlOptions

    mutating func run() async throws {
        let report = try await control.ask(.apply(isDryRun: dryRun), for: ApplyReport.self)
        if control.json { return try JSONOutput.write(report) }
        var lines: [String] = []
        let verb = dryRun ? "Would change" : "Changed"
        lines.append(
            report.changed.isEmpty ? "No setting is another." : "\(verb): \(report.changed.joined(separator: ", "))")
        if !report.waiting.isEmpty {
            lines.append("Counts when the guard is started again: \(report.waiting.joined(separator: ", "))")
        }
        if dryRun {
            lines.append(
                report.plan.map { "The kernel would be given:\n\($0)" } ?? "The kernel would be left as it is.")
        }
        Terminal.standardOutput.write(lines.joined(separator: "\n") + "\n")
    }
}
