import IPNetworks
import ThreatModel

@testable import Honeypots

/// A server without a terminal, for looking at its files.
enum ServerStage {
    static let start = Timestamp(milliseconds: 1_795_410_000_000)
    static let persona = Persona(seed: 1)

    static func visit(
        _ persona: Persona = persona, user: ByteString = "root", from visitor: UInt32 = 0x2d0a_0102,
        at now: Timestamp = start
    ) -> ShellVisit {
        let context = HoneypotContext(
            persona: persona, visitor: IPAddress(v4: visitor), visitorPort: 40_404, local: IPAddress(v4: 0xc633_6407),
            localPort: 22, seed: 5)
        return ShellVisit(context, user: user, on: .server, at: now)
    }

    static func shell(_ persona: Persona = persona, user: ByteString = "root") -> Shell {
        var shell = Shell(visit(persona, user: user))
        shell.resume(at: start)
        return shell
    }

    static func text(_ path: ByteString, in shell: Shell) throws -> String {
        let id = try shell.files.find(path, from: "/")
        return ByteString(shell.contents(of: id, range: 0..<Int.max)).text
    }
}
