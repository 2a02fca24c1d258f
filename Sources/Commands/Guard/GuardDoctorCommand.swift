import APIClient
import ArgumentParser
import Guard

/// `sikker guard doctor`
struct GuardDoctorCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "doctor",
        abstract: "Looks for the usual faults and says what to do about each.",
        discussion: """
            Looks at settings, privileges, kernel, disk, the guard that runs, its sources, its server,
            and the clock. Changes nothing. Ends with status 1 when something is wrong.

            EXAMPLES
              sikker guard doctor
              sikker guard doctor --json
            """)

    @OptionGroup var control: GuardControlOptions

    mutating func run() async throws {
        let connections = HTTPConnections()
        let findings = await GuardDoctor(control.effective, connections: connections).examine()
        await connections.shutdown()
        if control.json {
            try JSONOutput.write(findings)
        } else {
            Terminal.standardOutput.write(findings.map { Self.text($0) }.joined())
        }
        let faults = findings.count { $0.verdict == .fault }
        guard faults == 0 else {
            throw CommandFailure(.negative, "\(faults) \(faults == 1 ? "thing is" : "things are") wrong")
        }
    }

    private static func text(_ finding: DoctorFinding) -> String {
        let mark =
            switch finding.verdict {
            case .good: "ok   "
            case .note: "note "
            case .fault: "WRONG"
            }
        var text = "\(mark)  \(finding.subject): \(finding.finding)\n"
        if let reason = finding.reason { text += "         \(reason)\n" }
        if let remedy = finding.remedy { text += "         → \(remedy)\n" }
        return text
    }
}
