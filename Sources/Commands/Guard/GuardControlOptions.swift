import ArgumentParser
import Guard
import Settings

/// Which running guard a command talks to, and how it shows what that says.
struct GuardControlOptions: ParsableArguments {
    @Option(
        help: ArgumentHelp(
            "The guard's settings file (default: \(GuardConfiguration.scope.variable), or \(SettingsPlace<GuardConfiguration>.usualPath)).",
            valueName: "file"), completion: .file())
    var config: String?

    @Option(
        help: ArgumentHelp("The guard's data folder (default: what its settings say).", valueName: "folder"),
        completion: .directory)
    var data: String?

    @Flag(help: "Print JSON.")
    var json = false

    /// What the guard's settings say, right or wrong.
    var effective: EffectiveSettings<GuardConfiguration> {
        let flags: [String: SettingNode] = data.map { ["data": .text(AbsolutePath.of($0))] } ?? [:]
        return GuardConfiguration.reading(
            SettingsPlace(option: config), SettingSources(flags: flags, environment: Environment.all))
    }

    var client: ControlClient { ControlClient(path: effective.settings.controlSocket) }

    /// Gives an order and prints what became of it.
    func order(_ request: ControlRequest) async throws {
        let receipt = try await ask(request, for: ControlReceipt.self)
        if json { return try JSONOutput.write(receipt) }
        Terminal.standardOutput.write(receipt.message + "\n")
    }

    func ask<Result: Codable & Sendable>(_ request: ControlRequest, for result: Result.Type) async throws -> Result {
        do {
            return try await client.ask(request, for: result)
        } catch  where error.kind == .unreachable {
            throw CommandFailure(
                .negative, "\(error) (is one running? 'sikker guard status' tells; --data names its folder)")
        } catch {
            throw CommandFailure(error)
        }
    }
}

/// A length of time on the command line.
enum TimeArgument {
    @Sendable static func seconds(_ text: String) throws -> Int {
        guard let duration = DurationText.duration(text), duration > .zero else {
            throw ValidationError("a time such as 90s, 30m, 2h or 7d is needed")
        }
        return Int(duration.components.seconds)
    }
}
