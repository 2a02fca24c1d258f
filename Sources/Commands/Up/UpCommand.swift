import APIClient
import ArgumentParser
import Guard
import Honeypots
import IPNetworks
import Sensor
import ServiceLifecycle
import Settings
import ThreatAPI
import ThreatModel

/// `sikker up`
struct UpCommand: AsyncParsableCommand, ConfinedCommand {
    static let configuration = CommandConfiguration(
        commandName: "up",
        abstract: "Runs all of it on this machine: server, sensor and, as root with --guard, the guard.",
        discussion: """
            Nothing to configure, nothing to install. Without options everything listens on loopback only.
            Ctrl-C ends it.

            EXAMPLES
              sikker up
              sudo sikker up --guard
              sudo sikker up --guard --sensor telnet=23 --sensor redis=6379
            """)

    /// Where services are played unless told otherwise: above the ports that need root, and on loopback.
    static let defaultSensors = HoneypotRegistry.all.compactMap { honeypot in
        honeypot.defaultPorts.first.map {
            ListenerConfiguration(honeypot.attackProtocol, address: IPAddress(v4: 0x7f00_0001), port: 7000 + $0 % 1000)
        }
    }

    @Flag(help: "Drop listed addresses in this machine's kernel; needs root.")
    var `guard` = false

    @Option(
        help: ArgumentHelp(
            "A service to play and where, such as telnet=23; may be repeated (default: all, on loopback).",
            valueName: "service=place"))
    var sensor: [String] = []

    @Option(
        help: ArgumentHelp("What is never blocked: an address, network or host; may be repeated.", valueName: "entry"))
    var whitelist: [String] = []

    @OptionGroup(title: "THE SERVER'S SETTINGS") var options: SettingOptions<ServerSettings>

    /// The server and the sensor have files and ports of their own.
    func giveUpPrivileges() throws(GuardError) {
        guard `guard` else { return }
        try GuardPrivileges.confine(hasCompany: true) { SettingSources(environment: Environment.all).readAndCompare() }
    }

    mutating func run() async throws {
        let command = self
        var settings = try options.effective().usable()
        try Self.checkReach(of: settings.api)
        settings.api.dataFolder = AbsolutePath.of(settings.api.dataFolder)
        let (listen, api) = (settings.listen, settings.api)
        let folder = UpFolder(path: api.dataFolder)
        let (listeners, credentials, guarding) = try await CommandFailure.translating {
            let listeners = try command.listeners()
            let credentials = try await UpCredentials.prepare(in: folder, on: api)
            return (listeners, credentials, try command.guardConfiguration(folder, credentials))
        }
        let run = ServiceRun(log: settings.log)
        let serverIsUp = (sensor: Arrival<ServerURL>(), guarding: Arrival<ServerURL>())
        let announcement = UpAnnouncement(folder: folder, isFirstStart: credentials.areNew, isGuarding: guarding != nil)
        let log = run.log
        let server = ThreatAPIServer(
            configuration: api, metrics: run.metrics, health: run.health, logger: log.logger("server"),
            onReady: { port in
                let text = listen.localURL(port: port)
                guard let url = try? ServerURL(text) else { return }
                announcement.serverIsReady(text)
                serverIsUp.sensor.send(url)
                serverIsUp.guarding.send(url)
            })
        var services: [any Service] = [
            server, SettingsReload(options, in: settings, of: server, logger: log.logger("server")),
            AfterStart(arrival: serverIsUp.sensor) { url in
                SensorService(
                    SensorConfiguration(
                        server: url, token: credentials.sensorToken, folder: folder.sensor, listeners: listeners),
                    connections: run.connections, metrics: run.metrics, health: run.health,
                    logger: log.logger("sensor"), onListening: { announcement.sensorIsListening($0) })
            },
        ]
        if let guarding {
            services.append(
                AfterStart(arrival: serverIsUp.guarding) { url in
                    var guarding = guarding
                    guarding.server = url
                    return GuardRole(guarding, in: run)
                })
        }
        // The sensor and the guard need their own time, however little the server is given.
        try await run(services, shutdownLimit: max(ServiceRun.shutdownLimit, settings.shutdownLimit))
    }

    /// The sensor and the guard reach their server on its own port, from this machine, without TLS: its certificate is for
    /// the name that others know it by.
    private static func checkReach(of server: ThreatAPIConfiguration) throws(CommandFailure) {
        if let tls = server.tls, tls.port == nil {
            throw CommandFailure(
                .configuration,
                "'sikker up' needs 'tls.port' beside 'tls.certificate': its sensor and guard use the plain port")
        }
        let networks = server.balancers.networks.map(\.range)
        let isThisMachine = ["127.0.0.1", "::1"].compactMap { IPAddress($0) }.contains { own in
            networks.contains { $0.contains(own) }
        }
        if server.balancers.speaksProxyProtocol, isThisMachine {
            throw CommandFailure(
                .configuration,
                "'balancers.networks' must not hold this machine while 'balancers.proxy_protocol' is on: "
                    + "the sensor and the guard of 'sikker up' come from there and send no PROXY header")
        }
    }

    private func listeners() throws -> [ListenerConfiguration] {
        guard !sensor.isEmpty else { return Self.defaultSensors }
        return try sensor.map { (text) throws(SensorError) in try ListenerConfiguration(text) }
    }

    /// `nil` when nothing is to be blocked.
    private func guardConfiguration(_ folder: UpFolder, _ credentials: UpCredentials) throws -> GuardConfiguration? {
        guard `guard` else { return nil }
        var sources = SettingSources<GuardConfiguration>(environment: Environment.all)
        sources.flags = ["api.key": .text(credentials.guardKey), "data": .text(folder.guarding)]
        if !whitelist.isEmpty { sources.flags["whitelist"] = .list(whitelist) }
        return try GuardConfiguration(sources)
    }
}
