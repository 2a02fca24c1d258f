import ArgumentParser
import IPNetworks
import Logging
import ThreatAPI

/// `sikker server`
struct ServerCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "server",
        abstract: "Runs the threat API: takes in reports and sensors' events, answers who is dangerous.",
        discussion: """
            Everything is kept in one folder. Stop it with Ctrl-C or SIGTERM; it may be killed at any
            time without losing what it acknowledged.

            EXAMPLES
              sikker server
              sikker server --listen 0.0.0.0:7063 --data /var/lib/sikker
              curl http://127.0.0.1:7063/readyz
            """)

    @Option(help: ArgumentHelp("Where it listens; port 0 takes any free one.", valueName: "host:port"))
    var listen = ListenAddress(host: "127.0.0.1", port: 7063)

    @Option(
        help: ArgumentHelp("The folder for everything that lasts.", valueName: "folder"), completion: .directory)
    var data: String = DataFolders.server

    @Option(
        help: ArgumentHelp(
            "A network of your own, never scored or listed; may be repeated.", valueName: "network"),
        transform: ArgumentValue.network)
    var ownNetwork: [IPPrefix] = []

    @Flag(help: "Answer /metrics to other machines too.")
    var openMetrics = false

    @OptionGroup var logging: LoggingOptions

    mutating func run() async throws {
        let run = ServiceRun(logging: logging)
        let logger = logging.logger("server")
        var configuration = ThreatAPIConfiguration(dataFolder: data)
        configuration.host = listen.host
        configuration.port = listen.port
        configuration.ownNetworks = ownNetwork
        configuration.metricsAreOpen = openMetrics
        let listen = listen
        let server = ThreatAPIServer(
            configuration: configuration, metrics: run.metrics, health: run.health, logger: logger,
            onListening: { logger.info("Listening on \(listen.localURL(port: $0))") })
        // The server has limits of its own for each part of its end.
        try await run([server], shutdownLimit: configuration.drainDelay + configuration.shutdownLimit)
    }
}
