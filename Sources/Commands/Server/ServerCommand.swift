import ArgumentParser
import Logging
import Settings
import ThreatAPI

/// `sikker server`
struct ServerCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "server",
        abstract: "Runs the threat API: takes in reports and sensors' events, answers who is dangerous.",
        discussion: """
            Everything is kept in one folder. Stop it with Ctrl-C or SIGTERM; it may be
            killed at any time without losing what it acknowledged.

            Every option can stand in a settings file or in a variable too: see 'sikker
            config example'. New tiers in the file count while the server runs.

            EXAMPLES
              sikker server
              sikker server --listen 0.0.0.0:7063 --data /var/lib/sikker
              sikker server --listen 0.0.0.0:443 --tls-certificate fullchain.pem --tls-key privkey.pem
              SIKKER_RETENTION_DAYS=90 sikker server --config /etc/sikker/server.yaml
              curl http://127.0.0.1:7063/readyz
            """)

    @OptionGroup var options: SettingOptions<ServerSettings>

    mutating func run() async throws {
        let settings = try options.effective().usable()
        let run = ServiceRun(log: settings.log)
        let logger = run.log.logger("server")
        let server = ThreatAPIServer(
            configuration: settings.api, metrics: run.metrics, health: run.health, logger: logger,
            onListening: { logger.info("Listening on \(settings.localURL(port: $0))") })
        // The server has limits of its own for each part of its end.
        try await run(
            [server, SettingsReload(options, in: settings, of: server, logger: logger)],
            shutdownLimit: settings.shutdownLimit)
    }
}

extension SettingsReload where Root == ServerSettings {
    init(
        _ options: SettingOptions<ServerSettings>, in settings: ServerSettings, of server: ThreatAPIServer,
        logger: Logger
    ) {
        let path = options.place.path
        reloader = SettingsReloader(
            current: settings, read: { options.effective() }, stamp: { [FileStamp(path: path)] }, logger: logger,
            apply: { settings, _ in server.reload(settings.api) })
    }
}
