import TestHosts
import TestLoop
import TestWire

/// A guard with its dashboard as the program, on a host of its own; the server and the list on the network that it asks; and a host
/// that sends packets from listed addresses. `Clients/dashboard.py` looks at it with a browser on the guard's host.
struct DashboardStage {
    private let world: LoopWorld
    /// What runs as long as the stage stands.
    private let parts: [LoopProcess]
    private let guarding: LoopProcess

    /// Addresses of the attacker, by who lists them.
    private static let known = (0..<8).map(LoopNetwork.attacker)
    private static let listed = (8..<16).map(LoopNetwork.attacker)
    private static let filed = (16..<20).map(LoopNetwork.attacker)
    private static let free = (20..<LoopNetwork.attackerCount).map(LoopNetwork.attacker)

    private static let listPort = 8080
    private static let dashboardPort = 7064
    private static let viewerPassword = "only-looks-at-it"
    private static let apiToken = "0123456789abcdef0123456789abcdef"

    /// All of it, and a guard whose dashboard has no password yet.
    init() async throws {
        world = try await LoopWorld()
        let (network, folder) = (world.network, world.folder)
        try folder.makeFolder("lists")
        try folder.write(Self.listed.joined(separator: "\n") + "\n", to: "lists/list.txt")
        try folder.write(Self.filed.map { "\($0) # seen in the office\n" }.joined(), to: "mine.txt")
        let server = try await world.startServer()
        let lists = try await LoopProcess(
            "lists",
            [
                "python3", "-m", "http.server", "\(Self.listPort)", "--bind", LoopNetwork.stationAddress, "--directory",
                folder.file("lists"),
            ], in: network.station, folder: folder)
        let attacker = try await LoopProcess(
            "attacker", ["python3", Self.client("attack"), folder.file("attacker.sock")], in: network.attacker,
            folder: folder)
        parts = [server, lists, attacker]
        try await network.attacker.run { try attacker.waitForLog("ready") }
        try await network.station.run { [world] in
            for address in Self.known {
                try LoopWait.until("the server takes a report", { server.log }) { try world.report(address) }
            }
            try LoopWait.until("the list is served", { lists.log }) {
                try LoopWorld.request("GET /list.txt", to: LoopNetwork.stationAddress, UInt16(Self.listPort)) != nil
            }
        }
        try folder.write(Self.settings(folder), to: "config.yaml")
        guarding = try await LoopProcess(
            "guard",
            [LoopProgram.path, "guard", "--config", folder.file("config.yaml"), "--data", folder.file("guard")],
            in: network.protected, folder: folder)
        try await network.protected.run { [guarding] in try guarding.waitForLog("INFO Running") }
        try folder.write(try description, to: "stage.json")
    }

    /// Every way in which addresses come to a guard, but the key, which the first visit brings.
    private static func settings(_ folder: LoopFolder) -> String {
        """
        score_minimum: 1
        custom_blacklist: [\(folder.file("mine.txt"))]
        lists:
          - {name: Example list, url: "http://\(LoopNetwork.stationAddress):\(listPort)/list.txt"}
        notifications:
          # Nobody takes them, which the settings page must say.
          url: http://127.0.0.1:9/hook
        dashboard:
          viewer_password: \(viewerPassword)
          api_token: \(apiToken)

        """
    }

    /// What the browser's driver must know.
    private var description: String {
        get throws {
            func text(_ value: String) -> JSONValue { .string(value) }
            func addresses(_ list: [String]) -> JSONValue { .array(list.map { .string($0) }) }
            let members: KeyValuePairs<String, JSONValue> = [
                "url": text("http://127.0.0.1:\(Self.dashboardPort)"),
                "log": text(world.folder.file("guard.log")),
                "attacker": text(world.folder.file("attacker.sock")),
                "host": text(LoopNetwork.protectedAddress),
                "server": text(LoopWorld.serverURL),
                "key": text(world.folder.text(of: "key")),
                "viewer": text(Self.viewerPassword),
                "token": text(Self.apiToken),
                "known": addresses(Self.known),
                "listed": addresses(Self.listed),
                "filed": addresses(Self.filed),
                "free": addresses(Self.free),
            ]
            return JSONValue.object(members.map { .init(name: $0.key, value: $0.value) }).description
        }
    }

    /// Drives a browser on the guard's host over all of it. Returns its exit status and what it said.
    ///
    /// - Parameter pictures: a folder for what was seen.
    func browse(pictures: String?) async throws -> (status: Int32, output: String) {
        let command =
            [
                "env", "PYTHONDONTWRITEBYTECODE=1", PythonProgram.path("python"), Self.client("dashboard"),
                world.folder.file("stage.json"),
            ] + (pictures.map { [$0] } ?? [])
        let (status, output) = try await world.network.protected.run { try TestProcess(command).wait() }
        return (status, status == 0 ? output : output + "\n\nThe guard said:\n" + guarding.log.suffix(6000))
    }

    static func client(_ name: String) -> String {
        PythonProgram.root + "Tests/DashboardTests/Browser/Clients/\(name).py"
    }
}
