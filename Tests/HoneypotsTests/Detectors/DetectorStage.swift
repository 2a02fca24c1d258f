import IPNetworks
import ThreatModel

@testable import Honeypots

/// A sensor as whoever comes from outside meets it: known by its answers alone. Its clock goes on from visit to visit.
final class DetectorStage {
    struct Answer: CustomStringConvertible {
        var output: String
        var errors: String
        var status: UInt32?

        var lines: [Substring] { output.split(separator: "\n") }
        /// The output without the end of its line.
        var line: String { String(output.hasSuffix("\n") ? output.dropLast() : output[...]) }
        var description: String { "«\(output)» «\(errors)» \(status.map { "\($0)" } ?? "no status")" }
    }

    let seed: UInt64
    let persona: Persona
    private(set) var now = ReplayVisit.start
    /// The program it seems to be, when that is not its own.
    private let dress: SSHDress?
    /// What it says to commands in place of its own answers: another sensor's words, to see them found.
    private let disguise: [String: String]
    private var visits: UInt64 = 0
    private var logins: [String: SSHTestClient] = [:]

    init(seed: UInt64, dress: SSHDress? = nil, disguise: [String: String] = [:]) {
        self.seed = seed
        self.dress = dress
        self.disguise = disguise
        persona = Persona(seed: seed)
    }

    func wait(_ duration: Duration) { now = now.advanced(by: duration) }

    /// Every visit is another one: nothing is drawn twice.
    private func settings(refused: Int = 0) -> ReplaySettings {
        visits += 1
        var settings = ReplaySettings()
        settings.personaSeed = seed
        settings.seed = seed << 20 ^ visits
        settings.refused = refused
        return settings
    }

    // MARK: SSH

    /// A connection over which nothing was said yet.
    func connect(refused: Int = 0) -> SSHTestClient {
        SSHTestClient(settings(refused: refused), dress: dress, persona: persona, at: now)
    }

    /// A connection with keys, and the service of logins asked for.
    func connectToLogin(refused: Int = 0) throws -> SSHTestClient {
        var client = connect(refused: refused)
        try client.exchangeKeys()
        try client.startLogin()
        return client
    }

    func logIn(as user: String = "root") throws -> SSHTestClient {
        var client = try connectToLogin()
        try client.tryPassword(user, "secret")
        client.forgetMessages()
        return client
    }

    /// One command over a connection that stays open for the next.
    func run(_ command: String, as user: String = "root", input: String? = nil) throws -> Answer {
        if let output = disguise[command] { return Answer(output: output, errors: "", status: 0) }
        var client = try logins[user] ?? logIn(as: user)
        if client.isClosed { client = try logIn(as: user) }
        client.move(to: now)
        let (output, errors, status) = try client.run(command, input: input)
        // What it had to wait for has passed for everyone.
        now = max(now, client.now)
        logins[user] = client
        return Answer(output: output, errors: errors, status: status)
    }

    /// Ends the connections that commands went over.
    func hangUp() {
        for user in logins.keys { logins[user]?.disconnect() }
        logins = [:]
    }

    /// What a terminal shows after these keys.
    func type(_ keys: String, as user: String = "root") throws -> String {
        var client = try logIn(as: user)
        let channel = try client.openTerminal()
        var data = SSHWriter(.channelData)
        data.append(channel)
        data.append(keys)
        try client.send(data.bytes)
        let shown = client.takeData()
        client.disconnect()
        return shown.replacing("\r\n", with: "\n")
    }

    // MARK: Bytes

    /// What a service sends after these bytes, behind its greeting, and whether it hangs up.
    func exchange(_ type: any Honeypot.Type, _ bytes: [UInt8]) -> (answer: [UInt8], isClosed: Bool) {
        let settings = settings()
        var visit = ReplayVisit(type, settings.context(for: type, persona: persona), at: now)
        _ = visit.take()
        visit.send(bytes)
        let wire = visit.take().wire
        return (Self.bytes(wire), visit.isClosed)
    }

    private static func bytes(_ wire: [ReplayVisit.WireItem]) -> [UInt8] {
        var all: [UInt8] = []
        for case .bytes(let bytes) in wire { all += bytes }
        return all
    }

    // MARK: Telnet

    /// What a device's shell prints for each of these lines, without their echo and without the prompt.
    func telnet(_ lines: [String]) -> [String] {
        let settings = settings()
        var visit = ReplayVisit(
            TelnetHoneypot.self, settings.context(for: TelnetHoneypot.self, persona: persona), at: now)
        for line in ["root", "admin"] { visit.send(Array((line + "\r\n").utf8)) }
        _ = visit.take()
        return lines.map { line in
            visit.send(Array((line + "\r\n").utf8))
            let bytes = Self.bytes(visit.take().wire)
            let text = String(decoding: bytes, as: UTF8.self).replacing("\r\n", with: "\n")
            let rows = text.split(separator: "\n", omittingEmptySubsequences: false)
            return rows.dropFirst().dropLast().joined(separator: "\n")
        }
    }
}
