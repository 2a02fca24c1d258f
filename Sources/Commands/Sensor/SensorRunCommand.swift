import APIClient
import ArgumentParser
import Honeypots
import IPNetworks
import Sensor
import Settings
import ThreatModel

extension SSHMachineChoice: ExpressibleByArgument {}

/// `sikker sensor`, and `sikker sensor run`
struct SensorRunCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "run",
        abstract: "Runs honeypots and brings what their visitors do to the server.",
        discussion: """
            Services: \(HoneypotRegistry.all.map { $0.attackProtocol.name }.joined(separator: ", ")).
            Events are on disk before they are sent, and are sent until the server has them.

            EXAMPLES
              sikker key create --sensor --label lab > token        on the server
              sikker sensor --token-file token --listen telnet=23 --listen redis=6379
              sikker sensor --token-file token --ssh-machine device --logins list=/etc/sikker/logins
              sikker sensor --token-file token --server https://sikker.example --self-test
            """)

    static let tokenVariable = "SIKKER_SENSOR_TOKEN"

    @Option(
        help: ArgumentHelp(
            "The server (default: \(APIOptions.serverVariable) or \(APIOptions.defaultServer)).", valueName: "url"))
    var server: String?

    @Option(
        help: ArgumentHelp(
            "A file that holds the sensor's token (default: the token in \(Self.tokenVariable)).", valueName: "file"),
        completion: .file())
    var tokenFile: String?

    @Option(
        help: ArgumentHelp(
            "A service and where it is played, such as telnet=23 or http=127.0.0.1:8080; may be repeated "
                + "(default: every service on its usual port).", valueName: "service=place"))
    var listen: [String] = []

    @Option(
        help: ArgumentHelp("The folder for what is not delivered yet.", valueName: "folder"), completion: .directory)
    var data: String = DataFolders.sensor

    @Option(
        help: ArgumentHelp(
            "Who the sensor pretends to be, as a number (default: drawn once and kept).", valueName: "seed"))
    var persona: UInt64?

    @Option(
        help: ArgumentHelp(
            "What SSH shows: server (Debian with OpenSSH), device (the small one that Telnet shows, with dropbear), or "
                + "drawn, by the persona's seed.", valueName: "machine"))
    var sshMachine = SSHMachineChoice.server

    @Option(
        help: ArgumentHelp(
            "Whom SSH, Telnet and HTTP let in: all; after=3, everyone at the fourth attempt; list=FILE, with a "
                + "user:password a line and * for any of either. Every attempt is recorded.", valueName: "policy"))
    var logins = "all"

    @Option(
        help: ArgumentHelp(
            "A network of your own: visits from there are served and not recorded; may be repeated.",
            valueName: "network"),
        transform: ArgumentValue.network)
    var ownNetwork: [IPPrefix] = []

    @Flag(help: "Connect to each service of the running sensor once, say whether it answers, and end.")
    var selfTest = false

    @OptionGroup var logging: LoggingOptions

    mutating func run() async throws {
        let listeners = try await CommandFailure.translating { try self.listeners() }
        if selfTest { return try await test(listeners) }
        let configuration = try await CommandFailure.translating { try self.configuration(listeners) }
        let run = ServiceRun(log: logging.output)
        try await run([
            SensorService(
                configuration, connections: run.connections, metrics: run.metrics, health: run.health,
                logger: run.log.logger("sensor"))
        ])
    }

    private func listeners() throws -> [ListenerConfiguration] {
        guard !listen.isEmpty else { return ListenerConfiguration.all(of: HoneypotRegistry.all) }
        return try listen.map { (text) throws(SensorError) in try ListenerConfiguration(text) }
    }

    private func configuration(_ listeners: [ListenerConfiguration]) throws -> SensorConfiguration {
        let url = try ServerURL(server ?? Environment.text(APIOptions.serverVariable) ?? APIOptions.defaultServer)
        return SensorConfiguration(
            server: url, token: try Credential(try token()), folder: data, listeners: listeners,
            personaSeed: persona, ownNetworks: ownNetwork, logins: try LoginPolicy(setting: logins),
            sshMachine: sshMachine)
    }

    private func token() throws -> String {
        if let tokenFile { return try SecretFile.read(tokenFile) }
        if let token = Environment.text(Self.tokenVariable) { return token }
        throw CommandFailure(
            .access,
            "no token: set \(Self.tokenVariable), or name a file with --token-file; "
                + "'sikker key create --sensor' makes one on the server")
    }

    private func test(_ listeners: [ListenerConfiguration]) async throws {
        let results = await SensorSelfTest(listeners).run()
        for result in results { Terminal.standardOutput.write("\(result)\n") }
        let failed = results.count { !$0.isPassed }
        guard failed == 0 else {
            throw CommandFailure(.negative, "\(failed) of \(results.count) services do not answer as they should")
        }
    }
}
