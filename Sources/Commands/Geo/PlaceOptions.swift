import ArgumentParser
import Geolocation
import ThreatAPI

/// Which files say where addresses are; those of a server unless others are named.
struct PlaceOptions: ParsableArguments {
    @Option(
        help: ArgumentHelp(
            """
            A database: MaxMind's format (.mmdb), or lines of first,last,country; may be repeated, and the first \
            that knows is right (default: the server's).
            """, valueName: "file"),
        completion: .file())
    var database: [String] = []

    @Option(help: ArgumentHelp("A list of Tor's exits; may be repeated.", valueName: "file"), completion: .file())
    var torExits: [String] = []

    @Option(help: ArgumentHelp("A list of proxies; may be repeated.", valueName: "file"), completion: .file())
    var proxies: [String] = []

    @OptionGroup var file: SettingsFileOption

    func configuration() throws(CommandFailure) -> PlaceConfiguration {
        var configuration = try file.effective().usable().api.places
        if !database.isEmpty { configuration.databases = database }
        if !torExits.isEmpty { configuration.torExits = torExits }
        if !proxies.isEmpty { configuration.proxies = proxies }
        return configuration
    }

    /// What is wrong with files, as the end of a command; `nil` when nothing is.
    static func failure(_ errors: [PlaceError]) -> CommandFailure? {
        errors.isEmpty ? nil : CommandFailure(.configuration, errors.map(\.description).joined(separator: "\nsikker: "))
    }
}
