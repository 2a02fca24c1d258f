import Honeypots
import ThreatModel

/// A service for tests. It greets, then does what each line says:
///
/// `work` (until the gate is open) · `more COUNT` (lines, one at a time) · `grace SECONDS` · `pause MS TEXT` · `big BYTES` · `record COUNT` · `field BYTES` · `raw TEXT` · `file TEXT` · `hold BYTES` (keeps them to itself) · `close`; any other line is
/// echoed and recorded as a command.
struct EchoHoneypot: Honeypot {
    static let attackProtocol = AttackProtocol.telnet
    static let defaultPorts: [UInt16] = [2323]

    private(set) var grace: Duration?
    private(set) var unsentBytes = 0
    private var pending: [UInt8] = []
    private var hasWork = false
    /// Lines that are still to be said.
    private var more = 0
    /// What work waits for; closed by whoever wants it to last.
    static let gate = Gate()
    private let context: HoneypotContext

    init(context: HoneypotContext) { self.context = context }

    mutating func connected(at now: Timestamp, _ output: inout HoneypotOutput) { output.send("hello\n") }

    mutating func received(_ bytes: ArraySlice<UInt8>, at now: Timestamp, _ output: inout HoneypotOutput) {
        pending += bytes
        while let end = pending.firstIndex(of: UInt8(ascii: "\n")) {
            let line = String(decoding: pending[..<end], as: UTF8.self)
            pending.removeSubrange(...end)
            obey(line, &output)
        }
    }

    mutating func work(at now: Timestamp, _ output: inout HoneypotOutput) {
        guard hasWork else { return }
        hasWork = false
        Self.gate.pass()
        output.record(.query, ["worked": "true"])
        output.send("done\n")
    }

    mutating func resume(at now: Timestamp, _ output: inout HoneypotOutput) {
        guard more > 0 else { return }
        output.send("more \(more)\n")
        more -= 1
        output.resume()
    }

    mutating func disconnected(at now: Timestamp, _ output: inout HoneypotOutput) {
        output.record(.message, ["left": String(decoding: pending, as: UTF8.self)])
        output.send("nobody reads this")
    }

    private mutating func obey(_ line: String, _ output: inout HoneypotOutput) {
        let words = line.split(separator: " ", maxSplits: 2).map(String.init)
        let number = words.count > 1 ? Int(words[1]) ?? 0 : 0
        switch words.first ?? "" {
        case "work":
            hasWork = true
            output.work()
        case "more":
            more = number
            output.resume()
        case "grace": grace = number == 0 ? nil : .seconds(number)
        case "pause":
            output.record(.auth, ["username": words.last ?? ""])
            output.pause(.milliseconds(number))
            output.send((words.last ?? "") + "\n")
        case "big": output.send([UInt8](repeating: 0x62, count: number))
        case "hold": unsentBytes = number
        case "record": for index in 0..<number { output.record(.query, ["n": String(index)]) }
        case "field": output.record(.request, ["body": String(repeating: "x", count: number)])
        case "raw": output.record(.raw, ["bytes": line])
        case "file": output.keep(Array((words.dropFirst().first ?? "").utf8), ["path": "/tmp/x", "how": "upload"])
        case "close":
            output.send("bye\n")
            output.close()
        default:
            output.record(.command, ["command": line])
            output.send(line + "\n")
        }
    }
}

/// Waits to be spoken to, and answers anything.
struct SilentHoneypot: Honeypot {
    static let attackProtocol = AttackProtocol.redis
    static let defaultPorts: [UInt16] = [6379]

    init(context: HoneypotContext) {}

    mutating func received(_ bytes: ArraySlice<UInt8>, at now: Timestamp, _ output: inout HoneypotOutput) {
        output.send("+PONG\r\n")
    }
}

/// Accepts, and never says a word.
struct MuteHoneypot: Honeypot {
    static let attackProtocol = AttackProtocol.ftp
    static let defaultPorts: [UInt16] = [21]

    init(context: HoneypotContext) {}

    mutating func received(_ bytes: ArraySlice<UInt8>, at now: Timestamp, _ output: inout HoneypotOutput) {}
}
