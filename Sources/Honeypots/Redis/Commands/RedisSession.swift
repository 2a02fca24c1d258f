import IPNetworks
import ThreatModel

/// One client's dealings with the server: everything its commands can see and change.
///
/// A value without I/O: commands write to `reply`, what is worth recording goes to `output`.
struct RedisSession: Sendable {
    let scene: RedisScene
    let table: RedisCommandTable
    let context: HoneypotContext
    var dataset: RedisDataset
    var configuration: RedisConfiguration
    var statistics = RedisStatistics()
    var replication = RedisReplication()
    var scripts = RedisScriptCache()
    var modules: [RedisModule] = []
    var client: RedisClient
    var reply: RedisReply
    var output = HoneypotOutput()
    /// Chance of this visit: random keys, process numbers of children.
    var generator: SeededGenerator
    var now: Timestamp
    /// The connection ends after the replies.
    var isClosing = false
    /// Bytes that commands of this visit have looked at, roughly.
    var effort = 0
    /// What a save wrote last, so that it is kept once.
    var lastDump: RedisDump?
    var lastSave: Timestamp
    private(set) var connectedAt: Timestamp
    /// Commands are run by EXEC or a script: none may wait.
    var isAtomic = false

    init(context: HoneypotContext) {
        self.context = context
        now = Timestamp(milliseconds: 0)
        connectedAt = now
        scene = context.persona.scene(RedisScene.self)
        table = RedisCommandTable.of(scene.build.release)
        dataset = RedisDataset(first: scene.database)
        configuration = scene.configuration()
        generator = SeededGenerator(seed: context.seed)
        client = RedisClient(id: 0, isAuthenticated: scene.password == nil)
        reply = RedisReply(capacity: context.limits.outputBytes, version: .resp2)
        lastSave = now
    }

    var release: RedisRelease { scene.build.release }

    /// The server meets the client: what depends on the time of day is set.
    mutating func begin(at now: Timestamp) {
        self.now = now
        connectedAt = now
        let uptime = now.since(scene.starts.bootTime(at: now)).components.seconds
        statistics.begin(uptime: uptime, hourlyConnections: scene.hourlyConnections)
        client = RedisClient(id: statistics.connections, isAuthenticated: scene.password == nil)
        lastSave = Timestamp(milliseconds: now.milliseconds - Int64(generator.number(in: 20...3_500)) * 1000)
        for (key, seconds) in scene.volatileKeys {
            dataset[0].setExpiry(key, now.milliseconds + Int64(generator.number(in: 5...seconds)) * 1000)
        }
    }

    // MARK: - From the request to the command

    /// Answers one request.
    mutating func perform(_ arguments: [[UInt8]], omittedBytes: Int = 0) {
        guard let name = arguments.first else { return }
        record(arguments, isCut: omittedBytes > 0)
        // What a browser is made to send to a Redis it can reach: the server hangs up on it. Before 7.0 these are commands
        // like others.
        if release >= .v7_0, RedisText.matches(name, "post") || RedisText.matches(name, "host:") {
            isClosing = true
            return
        }
        if client.isBlocked || client.isReplica { return }
        if client.replyMode == .skipNext { client.replyMode = .skipThis }
        let start = reply.bytes.count
        do {
            try dispatch(arguments)
        } catch {
            statistics.note(error)
            reply.error(error)
        }
        if client.replyMode != .on { reply.rewind(to: start) }
        if client.replyMode == .skipThis { client.replyMode = .on }
        if reply.isOverflown { isClosing = true }
    }

    /// Finds the command and checks, in the order of the real server, whether it may run now.
    private mutating func dispatch(_ arguments: [[UInt8]]) throws(RedisFault) {
        if RedisText.matches(arguments[0], "quit") {
            reply.ok()
            isClosing = true
            return
        }
        let command: RedisCommand
        do {
            command = try resolve(arguments)
            try admit(command)
        } catch {
            if error.text.starts(with: Array("EXECABORT".utf8)) {
                client.leaveTransaction()
            } else if client.queue != nil {
                client.isTransactionBroken = true
            }
            throw error
        }
        if client.queue != nil, !Self.runsInsideTransaction(command) {
            if command.flags.contains(.noMulti), release >= .v7_0 {
                client.isTransactionBroken = true
                throw RedisFault("ERR Command not allowed inside a transaction")
            }
            return try enqueue(arguments)
        }
        try run(command, arguments)
    }

    /// The command or subcommand these arguments call, if there is one that takes so many.
    func resolve(_ arguments: [[UInt8]]) throws(RedisFault) -> RedisCommand {
        guard let command = table.command(arguments[0]) ?? moduleCommand(arguments[0]) else {
            throw unknownCommand(arguments)
        }
        guard command.accepts(argumentCount: arguments.count) else {
            let fault = RedisFault.wrongArity(command.name)
            guard command.name == "exec" else { throw fault }
            throw RedisFault(
                bytes: Array("EXECABORT Transaction discarded because of: ".utf8)
                    + fault.text.dropFirst("ERR ".utf8.count))
        }
        guard !command.subcommands.isEmpty, arguments.count > 1 else { return command }
        let sub = command.subcommands[RedisText.lowercased(arguments[1].prefix(64))]
        guard let sub, sub.releases.contains(release) else { throw unknownSubcommand(command, arguments[1]) }
        guard sub.accepts(argumentCount: arguments.count) else {
            throw release >= .v7_0 ? .wrongArity(sub.name) : unknownSubcommand(command, arguments[1])
        }
        return sub
    }

    private func admit(_ command: RedisCommand) throws(RedisFault) {
        if !client.isAuthenticated, !command.flags.contains(.noAuth) { throw .noAuthentication }
        if command.flags.contains(.denyOOM), dataset.isFull { throw .outOfMemory }
        if reply.version == .resp2, client.subscriptionCount > 0, !isAllowedWhileSubscribed(command) {
            throw notAllowedWhileSubscribed(command)
        }
    }

    /// Runs a command that may run.
    mutating func run(_ command: RedisCommand, _ arguments: [[UInt8]]) throws(RedisFault) {
        charge(for: command, arguments)
        guard !isExhausted else { return }
        client.lastCommand = command.name
        statistics.note(command.name)
        // Before 6.2 a monitor sees its own commands before they run, since then behind their replies.
        let isShown = client.isMonitor && command.flags.isDisjoint(with: [.admin, .skipMonitor])
        if isShown, release == .v6_0 { reply.simple(monitorLine(arguments)) }
        defer {
            if isShown, client.isMonitor, release >= .v6_2 { reply.simple(monitorLine(arguments)) }
        }
        do {
            try command.body(&self, arguments)
        } catch {
            let fault = error as? RedisFault ?? RedisFault("ERR internal error")
            guard isShown else { throw fault }
            statistics.note(fault)
            reply.error(fault)
        }
    }

    /// The client broke the protocol: it is told so and let go.
    mutating func refuse(_ fault: RedisFault, _ line: [UInt8]) {
        recordRaw(line, reason: "protocol")
        reply.error(fault)
        isClosing = true
    }

    /// Seconds a visitor is kept waiting at most; no visit lasts that long.
    private static let longestPause = 3600.0

    /// Sends what was answered so far and lets time pass before what follows.
    mutating func pause(seconds: Double) {
        flush()
        output.pause(.milliseconds(Int64(min(seconds, Self.longestPause) * 1000)))
    }

    /// Hands the replies over to be sent.
    mutating func flush() {
        let bytes = reply.take()
        statistics.bytesOut += Int64(bytes.count)
        output.send(bytes)
    }

    private static func runsInsideTransaction(_ command: RedisCommand) -> Bool {
        ["exec", "discard", "multi", "watch", "quit", "reset"].contains(command.name)
    }

    private func monitorLine(_ arguments: [[UInt8]]) -> String {
        let seconds = now.seconds
        let micros = String((now.milliseconds - seconds * 1000) * 1000 + 1_000_000).dropFirst()
        let words = arguments.map { String(decoding: RedisText.quoted($0), as: UTF8.self) }.joined(separator: " ")
        return "\(seconds).\(micros) [\(client.database) \(visitorAddress)] \(words)"
    }

    /// The visitor as CLIENT LIST and MONITOR show it.
    var visitorAddress: String { Self.endpoint(context.visitor.description, context.visitorPort) }

    var localAddress: String { Self.endpoint(context.local.description, context.localPort) }

    private static func endpoint(_ address: String, _ port: UInt16) -> String {
        address.contains(":") ? "[\(address)]:\(port)" : "\(address):\(port)"
    }
}
