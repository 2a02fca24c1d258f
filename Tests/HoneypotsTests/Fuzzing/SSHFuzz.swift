import Synchronization
import ThreatModel

@testable import Honeypots

/// Drives SSH past the keys, where bytes at random never get. Whatever a visitor says, the server must not trap, must keep
/// its budgets, must be silent once it has closed, and everything that it says must be whole packets.
///
/// The first byte of an input chooses with its low three bits how far the visit has come (``Stage``), with `0x08` the
/// dress of dropbear, with `0x10` that the rest are bytes on the wire, with `0x80` tight limits. Otherwise the rest are
/// messages, each behind its length in two bytes, that the client seals as it has to.
enum SSHFuzz {
    /// How far the visit has come when the input begins.
    enum Stage: UInt8, CaseIterable, Sendable {
        case connected, greeted, encrypted, login, loggedIn, session, terminal, transfer
    }

    private typealias Fault = HoneypotFuzz.Fault

    /// Messages of one input that are looked at.
    private static let mostMessages = 64

    /// The first promise that is broken, if any.
    static func violation(in input: [UInt8]) -> String? {
        let settings = input.first ?? 0
        let limits = settings & 0x80 == 0 ? HoneypotLimits() : HoneypotFuzz.tightLimits
        refill()
        guard var client = starts[settings & 0x8f] else { return "the visit does not come that far" }
        // What led up to the start is no work of the input's.
        _ = client.takeEvents()
        do {
            // Who has not said its version yet is answered with a line, if at all.
            if settings & 0x10 == 0, settings & 0x07 != Stage.connected.rawValue {
                for message in messages(input.dropFirst()) where !client.isClosed { try client.send(message) }
            } else {
                client.sendRaw(Array(input.dropFirst()))
            }
        } catch {
            return "the server sent what is no packet: \(error)"
        }
        client.disconnect()
        if client.hasActedAfterClose { return "it acted after it had asked to close" }
        if client.bytesReceived > limits.outputBytes { return "it sent \(client.bytesReceived) bytes" }
        do {
            let events = try HoneypotFuzz.check(client.takeEvents(), limits)
            // A message has a byte at least, and a forwarding may be told twice.
            if events > 2 * input.count + 16 { return "it recorded \(events) events" }
        } catch {
            return "\(error)"
        }
        return nil
    }

    /// Each message behind its length; the last may be cut.
    private static func messages(_ input: ArraySlice<UInt8>) -> [[UInt8]] {
        var rest = input
        var messages: [[UInt8]] = []
        while rest.count > 2, messages.count < mostMessages {
            let length = rest.prefix(2).reduce(0) { $0 << 8 | Int($1) }
            messages.append(Array(rest.dropFirst(2).prefix(length)))
            rest = rest.dropFirst(2 + length)
        }
        return messages
    }

    /// An input of these messages, for samples.
    static func input(_ stage: Stage, flags: UInt8 = 0, _ messages: [[UInt8]]) -> [UInt8] {
        [stage.rawValue | flags]
            + messages.flatMap { [UInt8(truncatingIfNeeded: $0.count >> 8), UInt8(truncatingIfNeeded: $0.count)] + $0 }
    }

    // MARK: Starts

    private static let server = Persona(seed: 1)
    private static let device = Persona(seed: 1, ssh: .device)
    /// Inputs that were tried.
    private static let tried = Mutex(0)

    /// Each input finds the budget of key exchanges full: much time has passed since the one before, as it seems there.
    private static func refill() {
        let rounds = tried.withLock { tried in
            tried += 1
            return tried
        }
        let later = ReplayVisit.start.advanced(by: .seconds(200 * rounds))
        for persona in [server, device] {
            let ledger = persona.scene(KeyExchangeLedger.self)
            try? ledger.charge(.curve25519, to: ReplaySettings().visitor, at: later)
        }
    }

    /// A client for every first byte there is: a visit is a value, and each input goes on with a copy.
    private static let starts: [UInt8: SSHTestClient] = {
        var starts: [UInt8: SSHTestClient] = [:]
        for stage in Stage.allCases {
            for flags: UInt8 in [0, 0x08, 0x80, 0x88] {
                var settings = ReplaySettings()
                if flags & 0x80 != 0 { settings.limits = HoneypotFuzz.tightLimits }
                let persona = flags & 0x08 == 0 ? server : device
                let dress = flags & 0x08 == 0 ? nil : known(.dropbear(persona))
                var client = SSHTestClient(settings, dress: dress, persona: persona)
                if (try? advance(&client, to: stage)) != nil { starts[stage.rawValue | flags] = client }
            }
        }
        return starts
    }()

    /// The dress with the one exchange, the one key and the one code that the client knows.
    private static func known(_ dress: SSHDress) -> SSHDress {
        var dress = dress
        dress.proposal.keyExchanges = ["curve25519-sha256"] + dress.proposal.keyExchanges
        dress.proposal.hostKeys.append("ssh-ed25519")
        dress.proposal.macsIn.append("hmac-sha2-256")
        dress.proposal.macsOut.append("hmac-sha2-256")
        return dress
    }

    private static func advance(_ client: inout SSHTestClient, to stage: Stage) throws {
        switch stage {
        case .connected: break
        case .greeted: try client.sendVersion()
        case .encrypted: try client.exchangeKeys()
        case .login:
            try client.exchangeKeys()
            try client.startLogin()
        case .loggedIn: try client.logIn()
        case .session:
            try client.logIn()
            _ = try client.openSession()
        case .terminal:
            try client.logIn()
            _ = try client.openTerminal()
        case .transfer:
            try client.logIn()
            try client.request(try client.openSession(), "subsystem", "sftp")
        }
    }
}
