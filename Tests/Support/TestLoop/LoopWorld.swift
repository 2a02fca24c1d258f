import Glibc
package import TestHosts

/// The whole loop, each part a process of its own: a server and a sensor, a guard beside a web server, an attacker and a
/// bystander.
package final class LoopWorld: Sendable {
    package let network: LoopNetwork
    package let folder: LoopFolder
    package let keyFile: String
    package let tokenFile: String

    package static let serverURL = "http://\(LoopNetwork.stationAddress):7063"
    package static let scoreMinimum = 50

    /// Hosts, keys and the web server; the loop's own parts are started by ``startServer()`` and the like.
    package init() async throws {
        let network = try await LoopNetwork()
        let folder = try LoopFolder()
        self.network = network
        self.folder = folder
        keyFile = folder.file("key")
        tokenFile = folder.file("token")
        let make = [LoopProgram.path, "key", "create", "--data", folder.file("server")]
        try folder.write(Self.firstLine(try await network.station.command(make + ["--label", "guard"])), to: "key")
        try folder.write(
            Self.firstLine(try await network.station.command(make + ["--sensor", "--label", "station"])), to: "token")
    }

    private static func firstLine(_ text: String) -> String { String(text.prefix { !$0.isNewline }) }

    // MARK: Parts

    package func startServer(data: String? = nil) async throws -> LoopProcess {
        let server = try await LoopProcess(
            "server",
            [
                LoopProgram.path, "server", "--listen", "\(LoopNetwork.stationAddress):7063", "--data",
                data ?? folder.file("server"),
            ], in: network.station, folder: folder)
        try await waitForServer(server)
        return server
    }

    /// Until it answers.
    private func waitForServer(_ server: LoopProcess) async throws {
        try await network.station.run {
            try LoopWait.until("the server is ready", seconds: 120, { server.log }) {
                try Self.request("GET /readyz", to: LoopNetwork.stationAddress, 7063)?.contains("200 OK") ?? false
            }
        }
    }

    package func startSensor(data: String? = nil) async throws -> LoopProcess {
        let place = LoopNetwork.stationAddress
        let count = Self.occurrences("service=telnet", folder.text(of: "sensor.log"))
        let sensor = try await LoopProcess(
            "sensor",
            [
                LoopProgram.path, "sensor", "--token-file", tokenFile, "--server", Self.serverURL, "--data",
                data ?? folder.file("sensor"), "--persona", "7", "--listen", "telnet=\(place):23", "--listen",
                "redis=\(place):6379",
            ], in: network.station, folder: folder)
        try await network.station.run { try sensor.waitForLog("service=telnet", times: count + 1) }
        return sensor
    }

    /// - Parameter options: further ones of `sikker guard`.
    package func startGuard(data: String? = nil, options: [String] = []) async throws -> LoopProcess {
        let count = Self.occurrences("INFO Running", folder.text(of: "guard.log"))
        let guarding = try await LoopProcess(
            "guard",
            [
                LoopProgram.path, "guard", "--key-file", keyFile, "--server", Self.serverURL, "--data",
                data ?? folder.file("guard"), "--score-min", "\(Self.scoreMinimum)",
            ] + options, in: network.protected, folder: folder)
        try await network.protected.run { try guarding.waitForLog("INFO Running", times: count + 1) }
        return guarding
    }

    private static func occurrences(_ text: String, _ log: String) -> Int {
        log.split(separator: text, omittingEmptySubsequences: false).count - 1
    }

    /// A real nginx on the protected host.
    package func startWebServer() async throws -> LoopProcess {
        try folder.write(
            """
            daemon off;
            master_process off;
            pid \(folder.file("nginx.pid"));
            error_log \(folder.file("nginx.err"));
            events {}
            http {
              access_log off;
              server { listen \(LoopNetwork.protectedAddress):80; location / { return 200 "welcome\\n"; } }
            }

            """, to: "nginx.conf")
        let nginx = try await LoopProcess(
            "nginx", ["nginx", "-p", folder.path, "-c", folder.file("nginx.conf")], in: network.protected,
            folder: folder)
        try await network.protected.run {
            try LoopWait.until("nginx answers", { nginx.log }) { try Self.seesWebsite(from: nil) }
        }
        return nginx
    }

    // MARK: Looking

    /// Whether a page comes from the web server to the host of this thread. Blocks for half a second at most.
    package static func seesWebsite(from source: String?) throws -> Bool {
        try request("GET /", to: LoopNetwork.protectedAddress, 80, from: source)?.contains("welcome") ?? false
    }

    package func seesWebsite(_ host: TestHost, from source: String? = nil) async throws -> Bool {
        try await host.run { try Self.seesWebsite(from: source) }
    }

    /// One HTTP request by hand; `nil` when nothing answers.
    package static func request(
        _ line: String, to address: String, _ port: UInt16, from source: String? = nil, headers: [String] = [],
        body: String = "", milliseconds: Int = 500
    ) throws -> String? {
        let socket = try TestSocket(.tcp, from: source)
        socket.setTimeout(milliseconds: milliseconds)
        do {
            try socket.connect(to: address, port: port)
        } catch {
            return nil
        }
        let head = ["\(line) HTTP/1.1", "Host: \(address)", "Connection: close", "Content-Length: \(body.utf8.count)"]
        guard socket.send(Array(((head + headers).joined(separator: "\r\n") + "\r\n\r\n" + body).utf8)) else {
            return nil
        }
        var answer: [UInt8] = []
        while let bytes = socket.receive() { answer += bytes }
        return answer.isEmpty ? nil : String(decoding: answer, as: UTF8.self)
    }

    /// Asks the server, as its guard would. Call it on a thread of the station.
    package func ask(_ line: String, body: String = "") throws -> String? {
        try Self.request(
            line, to: LoopNetwork.stationAddress, 7063,
            headers: ["Authorization: Bearer \(folder.text(of: "key"))", "Content-Type: application/json"], body: body,
            milliseconds: 5000)
    }

    /// Reports an address; `true` when the server has acknowledged it. Call it on a thread of the station.
    package func report(_ address: String) throws -> Bool {
        try ask("POST /v1/key/report", body: #"{"ip":"\#(address)","category":"brute_force","protocol":"ssh"}"#)?
            .contains("HTTP/1.1 20") ?? false
    }

    /// The rules of the protected host, in another tool's words.
    package func rules() async throws -> String { try await network.protected.command(["nft", "list", "ruleset"]) }

    /// Packets that the guard's rules have dropped, by the kernel's own count.
    package func droppedPackets() async throws -> Int {
        let rules = try await rules()
        guard let counter = rules.firstRange(of: "counter dropped {\n\t\tpackets ") else { return 0 }
        return Int(rules[counter.upperBound...].prefix { $0.isNumber }) ?? 0
    }
}
