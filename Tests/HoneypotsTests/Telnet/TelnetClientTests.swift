import Testing
import ThreatModel

@testable import Honeypots

/// The programs people and attackers really use, against the service on the loopback.
@Suite("Telnet with real clients", .tags(.realClients), .waits, .enabled(if: ClientProgram.isWanted), .serialized)
struct TelnetClientTests {
    /// A device of each model.
    struct Model: CustomTestStringConvertible, Sendable {
        var persona: Persona
        var testDescription: String { persona.device.model.name }

        static let all: [Self] = DeviceModel.all.compactMap { model in
            (UInt64(0)..<500).lazy.map { Persona(seed: $0) }.first { $0.device.model == model }.map {
                Self(persona: $0)
            }
        }
    }

    /// Runs a command; in it and in its input `PORT` stands for the service's port.
    private func visit(
        _ persona: Persona, _ command: String, input: String = "", refused: Int = 0
    ) throws -> (output: String, events: [SocketServer.Record]) {
        var settings = ReplaySettings()
        settings.refused = refused
        let server = try SocketServer(
            TelnetHoneypot.self, settings.context(for: TelnetHoneypot.self, persona: persona))
        defer { server.stop() }
        func placed(_ text: String) -> String { text.replacing("PORT", with: "\(server.port)") }
        let output = try ClientProgram.run(placed(command), input: Array(placed(input).utf8))
        return (output, server.events)
    }

    @Test("A person at the usual client logs in, looks and leaves", arguments: Model.all)
    func person(_ model: Model) throws {
        let script = """
            set timeout 15
            spawn telnet 127.0.0.1 PORT
            expect "ogin:" { send "root\\r" } timeout { exit 3 }
            expect "assword:" { send "xc3511\\r" } timeout { exit 4 }
            expect -re {[#$>] ?$} { send "uname -m\\r" } timeout { exit 5 }
            expect "\(model.persona.device.architecture.machineName)" {} timeout { exit 6 }
            expect -re {[#$>] ?$} { send "exit\\r" } timeout { exit 7 }
            expect eof { puts "the end" } timeout { exit 8 }
            """
        let (output, events) = try visit(model.persona, "expect -f in", input: script)
        #expect(output.contains("the end"), "\(output)")
        #expect(events.contains { $0.kind == .auth && $0.fields["password"] == "xc3511" })
        #expect(events.contains { $0.kind == .command && $0.fields["command"] == "uname -m" })
        #expect(events.contains { $0.kind == .fingerprint })
    }

    @Test(
        "Guessers find a way in, and every guess is recorded",
        arguments: [
            Guesser(
                name: "hydra", command: "hydra -l root -P in -t 1 -s PORT 127.0.0.1 telnet", success: "password: guess"),
            Guesser(
                name: "medusa", command: "medusa -h 127.0.0.1 -n PORT -u root -P in -t 1 -f -M telnet",
                success: "ACCOUNT FOUND"),
            Guesser(
                name: "ncrack", command: "ncrack -f --user root -P in telnet://127.0.0.1:PORT,CL=1",
                success: "Discovered credentials"),
        ])
    func guessers(_ guesser: Guesser) throws {
        let words = (0..<6).map { "guess\($0)" }.joined(separator: "\n") + "\n"
        let model = try #require(Model.all.first { $0.persona.device.model.name == "home router" })
        let (output, events) = try visit(model.persona, guesser.command, input: words)
        #expect(output.contains(guesser.success), "\(output)")
        #expect(
            events.contains {
                $0.kind == .auth && $0.fields["username"] == "root" && $0.fields["password"]?.hasPrefix("guess") == true
            })
    }

    struct Guesser: CustomTestStringConvertible, Sendable {
        var name: String
        var command: String
        var success: String
        var testDescription: String { name }
    }

    @Test("Whoever sends everything at once is served")
    func blind() throws {
        let (output, events) = try visit(
            Model.all[0].persona, "(cat in; sleep 3) | nc -w 5 127.0.0.1 PORT",
            input: "root\r\nadmin\r\nenable\r\nsystem\r\nshell\r\nsh\r\n/bin/busybox ECCHI\r\n")
        #expect(output.contains("ECCHI: applet not found"), "\(output)")
        #expect(events.contains { $0.kind == .command && $0.fields["command"] == "/bin/busybox ECCHI" })
    }

    /// One run at all models: nmap waits more than it works.
    @Test("nmap names a product, and no honeypot")
    func nmapVersion() throws {
        let servers = try Model.all.map { model in
            try SocketServer(
                TelnetHoneypot.self, ReplaySettings().context(for: TelnetHoneypot.self, persona: model.persona))
        }
        defer { for server in servers { server.stop() } }
        let ports = servers.map { "\($0.port)" }.joined(separator: ",")
        let output = try ClientProgram.run("nmap -n -Pn -sV -p \(ports) 127.0.0.1")
        for server in servers {
            let line = output.split(separator: "\n").first { $0.hasPrefix("\(server.port)/tcp") } ?? ""
            let version = line.split(separator: " ", omittingEmptySubsequences: true).dropFirst(3)
            #expect(line.contains("telnet") && !version.isEmpty, "\(output)")
        }
        #expect(!output.lowercased().contains("honeypot") && !output.contains("Cowrie"), "\(output)")
    }
}
