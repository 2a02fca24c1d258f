import ArgumentParser
import Geolocation

/// Which files say where addresses are; those of a server unless others are named.
struct PlaceOptions: ParsableArguments {
    @Option(
        help: ArgumentHelp(
            """
            A database: MaxMind's format (.mmdb), or lines of first,last,country; may be repeated, and the first \
            that knows is right (default: those of Debian's tor-geoipdb).
            """, valueName: "file"),
        completion: .file())
    var database: [String] = []

    @Option(help: ArgumentHelp("A list of Tor's exits; may be repeated.", valueName: "file"), completion: .file())
    var torExits: [String] = []

    @Option(help: ArgumentHelp("A list of proxies; may be repeated.", valueName: "file"), completion: .file())
    var proxies: [String] = []

    var configuration: PlaceConfiguration {
        var configuration = PlaceConfiguration()
        if !database.isEmpty { configuration.databases = database }
        configuration.torExits = torExits
        configuration.proxies = proxies
        return configuration
    }

    /// What is wrong with files, as the end of a command; `nil` when nothing is.
    static func failure(_ errors: [PlaceError]) -> CommandFailure? {
        errors.isEmpty ? nil : CommandFailure(.configuration, errors.map(\.description).joined(separator: "\nsikker: "))
    }
}
