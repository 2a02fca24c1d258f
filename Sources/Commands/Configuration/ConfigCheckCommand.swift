import ArgumentParser
import Settings

/// `sikker config check`
struct ConfigCheckCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "check",
        abstract: "Says whether a settings file can be used, and everything that is wrong with it if not.",
        discussion: """
            Variables are not looked at. Ends with status 1 when there is a fault.

            EXAMPLES
              sikker config check server.yaml
              sikker config check server.yaml && systemctl reload sikker
            """)

    @Argument(help: "The file (default: the one that the server would read).", completion: .file())
    var path: String?

    mutating func run() async throws {
        let place = SettingsPlace<ServerSettings>(option: path)
        let effective = EffectiveSettings<ServerSettings>.reading(.named(place.path), SettingSources())
        try SettingFaults.report(effective.faults, in: place.path)
        let count = effective.origins.count
        Terminal.standardOutput.write("\(place.path) is good: it sets \(count) of \(ServerSettings.catalogue.count).\n")
    }
}

/// What is wrong with settings, one line each.
enum SettingFaults {
    static func report(_ faults: [SettingFault], in path: String) throws(CommandFailure) {
        guard !faults.isEmpty else { return }
        for fault in faults { Terminal.standardOutput.write("\(fault)\n") }
        throw CommandFailure(.negative, "\(faults.count) \(faults.count == 1 ? "fault" : "faults") in \(path)")
    }
}
