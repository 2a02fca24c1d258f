import ThreatModel

@testable import Honeypots

/// A client of the protocol, as small as it can be: Curve25519, an Ed25519 host key, AES in counter mode. It knows nothing
/// of the test library, so that fuzzers can use it too.
struct SSHTestClient {
    /// The server did not say what had to come.
    struct Missing: Error, CustomStringConvertible {
        var description: String
    }

    private static let seed: UInt64 = 99

    private var machine: SSHHoneypot
    private(set) var now: Timestamp
    private var random = SSHRandom(seed: 5)
    private var received: [UInt8] = []
    /// The server has gone over to new keys, which are not here yet.
    private var isWaitingForKeys = false
    private var incoming = PacketProtection()
    private var outgoing = PacketProtection()
    /// Messages that arrived and nobody looked at.
    private(set) var messages: [[UInt8]] = []
    private(set) var events: [ObservedEvent] = []
    private(set) var isClosed = false
    /// The server sent, paused or closed after it had closed.
    private(set) var hasActedAfterClose = false
    private(set) var bytesReceived = 0
    private(set) var serverVersion: [UInt8] = []
    private(set) var paused = Duration.zero
    /// How often the server put something off.
    private(set) var putOff = 0
    /// How often the server had more to say than it may at once, and the most that it has said at once.
    private(set) var resumed = 0
    private(set) var mostAtOnce = 0
    /// What the server holds back.
    var unsentBytes: Int { machine.unsentBytes }
    /// It takes nothing more of what the server has to say.
    var isDeaf = false
    static let ownVersion = Array("SSH-2.0-OpenSSH_9.2".utf8)

    /// - Parameter persona: that of the settings, where it was made before.
    init(
        _ settings: ReplaySettings = ReplaySettings(), dress: SSHDress? = nil, persona: Persona? = nil,
        at start: Timestamp = ReplayVisit.start, sharing: WorkSharing? = nil
    ) {
        now = start
        var context = settings.context(for: SSHHoneypot.self, persona: persona)
        context.sharing = sharing
        machine = dress.map { SSHHoneypot(context: context, dress: $0) } ?? SSHHoneypot(context: context)
        var output = HoneypotOutput()
        machine.connected(at: now, &output)
        perform(&output)
        if let end = received.firstIndex(of: 0x0a) {
            serverVersion = received[..<end].filter { $0 != 0x0d }
            received.removeSubrange(...end)
        }
    }

    private mutating func perform(_ output: inout HoneypotOutput) {
        for action in output.take() {
            switch action {
            case .send, .pause, .work, .resume, .close: if isClosed { hasActedAfterClose = true }
            case .record, .keep: break
            }
            switch action {
            case .send(let bytes):
                received += bytes
                bytesReceived += bytes.count
                mostAtOnce = max(mostAtOnce, bytes.count)
            case .record(let kind, let fields): events.append(ObservedEvent(kind: kind, fields: fields))
            case .keep(let bytes, let fields):
                events.append(ObservedEvent(kind: .file, fields: fields, content: bytes))
            case .pause(let duration):
                paused += duration
                now = now.advanced(by: duration)
            case .work:
                putOff += 1
                var more = HoneypotOutput()
                machine.work(at: now, &more)
                perform(&more)
            case .resume:
                guard !isDeaf else { break }
                resumed += 1
                var more = HoneypotOutput()
                machine.resume(at: now, &more)
                perform(&more)
            case .close: isClosed = true
            }
        }
    }

    mutating func sendRaw(_ bytes: [UInt8]) {
        var output = HoneypotOutput()
        machine.received(bytes[...], at: now, &output)
        perform(&output)
    }

    mutating func send(_ message: [UInt8]) throws { try send(together: [message]) }

    /// Messages that arrive in one portion.
    mutating func send(together messages: [[UInt8]]) throws {
        sendRaw(try messages.flatMap { try outgoing.seal($0, using: &random) })
        try read()
    }

    mutating func read() throws {
        guard !isWaitingForKeys else { return }
        while let packet = try incoming.open(received[...]) {
            received.removeFirst(packet.consumed)
            messages.append(packet.payload)
            // What follows is under other keys: it has to wait for them.
            if packet.payload == [SSHMessage.newKeys.rawValue] {
                isWaitingForKeys = true
                break
            }
        }
    }

    /// What was recorded since the last call.
    mutating func takeEvents() -> [ObservedEvent] {
        defer { events = [] }
        return events
    }

    mutating func disconnect() {
        var output = HoneypotOutput()
        machine.disconnected(at: now, &output)
        perform(&output)
    }

    /// Time goes by while nothing is said.
    mutating func move(to time: Timestamp) { now = max(now, time) }

    mutating func forgetMessages() { messages = [] }

    /// The oldest message of that number; what came before it is dropped.
    mutating func take(_ message: SSHMessage) -> SSHReader? {
        guard let index = messages.firstIndex(where: { $0.first == message.rawValue }) else { return nil }
        defer { messages.removeSubrange(...index) }
        return SSHReader(messages[index].dropFirst())
    }

    static let proposal = SSHProposal(
        keyExchanges: ["curve25519-sha256", "ext-info-c"], hostKeys: ["ssh-ed25519"], ciphers: ["aes128-ctr"],
        macs: ["hmac-sha2-256"], compressions: ["none"])

    private func found<Value>(_ value: Value?, _ what: String) throws(Missing) -> Value {
        guard let value else { throw Missing(description: "no \(what)") }
        return value
    }

    mutating func sendVersion() throws {
        sendRaw(Self.ownVersion + [0x0d, 0x0a])
        try read()
    }

    /// Up to keys that are in use on both sides.
    mutating func exchangeKeys() throws {
        try sendVersion()
        let serverInit = try found(messages.first, "proposal")
        messages = []
        let clientInit = Self.proposal.message(cookie: random.octets(16))
        try send(clientInit)
        // The key is drawn twice from the same seed: once to know it, once to use it.
        var drawing = SSHRandom(seed: Self.seed)
        let basePoint = [9] + [UInt8](repeating: 0, count: 31)
        let own = try X25519Exchange.agree(basePoint, &drawing).serverPublic
        var message = SSHWriter(.exchangeInit)
        message.append(string: own)
        try send(message.bytes)
        var reply = try found(take(.exchangeReply), "reply")
        let hostKey = try found(reply.string(), "host key")
        let theirs = try found(reply.string(), "public value")
        let signature = try found(reply.string(), "signature")
        drawing = SSHRandom(seed: Self.seed)
        let agreement = try X25519Exchange.agree(theirs, &drawing)
        let hash = ExchangeHash(
            clientVersion: Self.ownVersion, serverVersion: serverVersion, clientInit: clientInit,
            serverInit: serverInit,
            hostKey: hostKey
        ).finish(
            .curve25519, clientPublic: own,
            KeyAgreement(serverPublic: theirs, sharedSecret: agreement.sharedSecret))
        guard try SSHPublicKey(blob: hostKey).verifies(signature, over: hash, algorithm: "ssh-ed25519") else {
            throw Missing(description: "no signature that is right")
        }
        let derivation = KeyDerivation(
            digest: .sha256, sharedSecret: agreement.sharedSecret, exchangeHash: hash, sessionID: hash)
        try send(SSHWriter(.newKeys).bytes)
        _ = try found(take(.newKeys), "new keys")
        func protection(_ direction: KeyDerivation.Direction, _ sequence: UInt32) throws -> PacketProtection {
            try PacketProtection(
                cipher: .aes128CTR, mac: .sha256,
                keys: derivation.keys(for: direction, cipher: .aes128CTR, mac: .sha256), sequence: sequence)
        }
        outgoing = try protection(.clientToServer, outgoing.sequence)
        incoming = try protection(.serverToClient, incoming.sequence)
        isWaitingForKeys = false
        try read()
    }

    /// Asks to be logged in by password.
    mutating func tryPassword(_ user: String, _ password: String) throws {
        var request = SSHWriter(.authenticationRequest)
        for text in [user, "ssh-connection", "password"] { request.append(text) }
        request.append(false)
        request.append(password)
        try send(request.bytes)
    }

    mutating func logIn() throws {
        try exchangeKeys()
        try startLogin()
        try tryPassword("root", "secret")
        _ = try found(take(.authenticationSuccess), "success")
    }

    /// Asks for the service of logins.
    mutating func startLogin() throws {
        var request = SSHWriter(.serviceRequest)
        request.append("ssh-userauth")
        try send(request.bytes)
        _ = try found(take(.serviceAccept), "service")
    }

    /// A session channel; its number at the server.
    mutating func openSession(window: UInt32 = 1 << 20, packet: UInt32 = 32_768) throws -> UInt32 {
        var open = SSHWriter(.channelOpen)
        open.append("session")
        for value in [7, window, packet] as [UInt32] { open.append(value) }
        try send(open.bytes)
        var answer = try found(take(.channelOpenConfirmation), "channel")
        _ = answer.uint32()
        return try found(answer.uint32(), "channel number")
    }

    /// A session with a shell at a terminal of 80 columns.
    mutating func openTerminal() throws -> UInt32 {
        let channel = try openSession()
        var terminal = SSHWriter(.channelRequest)
        terminal.append(channel)
        terminal.append("pty-req")
        terminal.append(true)
        terminal.append("xterm")
        for size in [80, 24, 0, 0] as [UInt32] { terminal.append(size) }
        terminal.append("")
        try send(terminal.bytes)
        try request(channel, "shell")
        return channel
    }

    mutating func request(_ channel: UInt32, _ name: String, _ text: String? = nil) throws {
        var request = SSHWriter(.channelRequest)
        request.append(channel)
        request.append(name)
        request.append(true)
        if let text { request.append(text) }
        try send(request.bytes)
    }

    /// Everything a command prints, and its status.
    mutating func run(_ command: String, input: String? = nil) throws -> (
        output: String, errors: String, status: UInt32?
    ) {
        let channel = try openSession()
        try request(channel, "exec", command)
        if let input {
            var data = SSHWriter(.channelData)
            data.append(channel)
            data.append(input)
            try send(data.bytes)
            var end = SSHWriter(.channelEndOfFile)
            end.append(channel)
            try send(end.bytes)
        }
        var (output, errors, status): ([UInt8], [UInt8], UInt32?) = ([], [], nil)
        for message in messages {
            var reader = SSHReader(message.dropFirst())
            guard reader.uint32() == 7 else { continue }
            switch SSHMessage(rawValue: message[0]) {
            case .channelData: output += reader.string() ?? []
            case .channelExtendedData:
                _ = reader.uint32()
                errors += reader.string() ?? []
            case .channelRequest where reader.text() == "exit-status":
                _ = reader.boolean()
                status = reader.uint32()
            default: break
            }
        }
        let isOver = messages.contains { $0.first == SSHMessage.channelClose.rawValue }
        messages = []
        if isOver {
            var close = SSHWriter(.channelClose)
            close.append(channel)
            try send(close.bytes)
        }
        return (String(decoding: output, as: UTF8.self), String(decoding: errors, as: UTF8.self), status)
    }
}
