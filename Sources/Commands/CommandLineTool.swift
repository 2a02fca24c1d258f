import ArgumentParser
import Settings

/// Turns arguments into a command, runs it, and ends the process with one of the documented exit statuses.
package enum CommandLineTool {
    package static func run(_ arguments: [String]) async -> Never {
        DispatchLog.isOff()
        do {
            try confine(arguments)
            var command = try Sikker.parseAsRoot(arguments)
            if var asynchronous = command as? any AsyncParsableCommand {
                try await asynchronous.run()
            } else {
                try command.run()
            }
            ExitStatus.success.exit()
        } catch let failure as CommandFailure {
            Terminal.standardError.write("sikker: \(failure.sentence)\n")
            failure.status.exit()
        } catch let error as SecretFileError {
            Terminal.standardError.write("sikker: \(error)\n")
            ExitStatus.configuration.exit()
        } catch {
            // Help, version and completion scripts arrive as errors too, with the status of a success.
            let message = Sikker.fullMessage(for: error)
            guard Sikker.exitCode(for: error) == .success else {
                Terminal.standardError.write(message + "\n")
                (Sikker.exitCode(for: error) == .validationFailure ? ExitStatus.usage : .negative).exit()
            }
            Terminal.standardOutput.write(message + "\n")
            ExitStatus.success.exit()
        }
    }

    /// Before anything waits, and a second thread comes of it. The command is parsed for this alone: what was asked for its
    /// privileges cannot be handed on to where it runs.
    private static func confine(_ arguments: [String]) throws {
        (try Sikker.parseAsRoot(arguments) as? any ConfinedCommand)?.confine()
    }
}
