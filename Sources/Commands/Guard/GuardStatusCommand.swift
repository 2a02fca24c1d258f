import ArgumentParser
import Guard

/// `sikker guard status`
struct GuardStatusCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "status",
        abstract: "Says whether this machine is protected, after a look into the kernel.",
        discussion: """
            Ends with status 0 only when the kernel has just confirmed that it drops packets of listed
            addresses. When no guard runs, says what an earlier one left in the kernel.

            EXAMPLES
              sikker guard status
              sikker guard status --json
              sikker guard status --data /srv/guard || echo 'not protected'
            """)

    @OptionGroup var control: GuardControlOptions

    mutating func run() async throws {
        let report: StatusReport
        do {
            report = try await control.client.ask(.status)
        } catch  where error.kind == .unreachable {
            return try await withoutGuard(error)
        } catch {
            throw CommandFailure(error)
        }
        if control.json {
            try JSONOutput.write(report)
        } else {
            Terminal.standardOutput.write(StatusText.text(report))
        }
        guard report.isProtected else { throw CommandFailure(.negative, "not protected: \(report.summary)") }
    }

    /// What stands in the kernel, with nobody to keep it up to date.
    private func withoutGuard(_ error: ControlError) async throws {
        let remains = try await CommandFailure.translating { try await GuardInspection.remains() }
        if control.json { try JSONOutput.write(remains) }
        for remain in remains where !control.json {
            Terminal.standardOutput.write("\(remain.backend): \(remain.summary)\n")
        }
        let standing = remains.contains { $0.isStanding }
        throw CommandFailure(
            .negative,
            "no guard runs here (\(error)); "
                + (standing ? "what one left in the kernel is not kept up to date" : "nothing is blocked"))
    }
}
