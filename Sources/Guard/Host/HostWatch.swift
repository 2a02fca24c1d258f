package import IPNetworks
package import Logging
package import ThreatModel

/// Knows what must not be cut off from this host, and notices when that becomes something else.
package actor HostWatch {
    private let facts: any HostFacts
    private let whitelist: [WhitelistEntry]
    /// Hosts that the guard asks.
    private let servers: [String]
    private let session: SSHSession?
    private let clock: any Clock<Duration>
    private let wallClock: any WallClock
    private let logger: Logger

    private var names = NameMemory()
    private var network = HostNetwork()
    private var sshSessions = SSHSessions()
    private var lastTrusted: Set<IPAddress> = []
    private var isComplaining = false

    /// How often is looked without being told of a change, and names are looked up.
    static let interval = Duration.seconds(300)
    /// Names that are not known yet are looked up more often.
    static let impatientInterval = Duration.seconds(10)
    /// Changes come in swarms: what follows within this time is looked at together.
    static let settling = Duration.milliseconds(100)

    package init(
        facts: any HostFacts, whitelist: [WhitelistEntry], servers: [String], session: SSHSession?,
        clock: any Clock<Duration>, wallClock: any WallClock, logger: Logger
    ) {
        self.facts = facts
        self.whitelist = whitelist
        self.servers = servers
        self.session = session
        self.clock = clock
        self.wallClock = wallClock
        self.logger = logger
    }

    /// What is known without asking the network: to begin with.
    package func firstAllowlist() async -> Allowlist {
        await lookAround()
        // An address that stands in the place of a name needs no name server.
        for name in hostNames { if let address = IPAddress(name) { names.note(name, [address], at: wallClock.now) } }
        return allowlist
    }

    /// Where somebody is logged in from, at this moment.
    package func sessions() async -> Set<IPAddress> {
        do throws(GuardError) {
            var trusted = sshSessions.update(try await facts.sshConnections(), at: wallClock.now)
            if let session { trusted.insert(session.peer) }
            lastTrusted = trusted
        } catch {
            complain(error)
        }
        return lastTrusted
    }

    /// Hands over the allowlist whenever it has become another, until the task is cancelled.
    package func run(_ deliver: @escaping @Sendable (Allowlist) async -> Void) async {
        var delivered: Allowlist?
        let changes = try? await facts.changes()
        await withDiscardingTaskGroup { group in
            let (wakeUps, wakeUp) = AsyncStream.makeStream(of: Void.self, bufferingPolicy: .bufferingNewest(1))
            group.addTask {
                guard let changes else { return }
                for await _ in changes { wakeUp.yield() }
            }
            group.addTask {
                while !Task.isCancelled {
                    let pause = await self.hasUnknownNames ? Self.impatientInterval : Self.interval
                    wakeUp.yield()
                    try? await self.clock.sleep(for: pause)
                }
                wakeUp.finish()
            }
            for await _ in wakeUps {
                try? await clock.sleep(for: Self.settling)
                await lookAround()
                await lookUpNames()
                let current = allowlist
                if current != delivered { await deliver(current) }
                delivered = current
            }
        }
    }

    private var allowlist: Allowlist {
        let whitelistHosts = whitelist.compactMap { if case .host(let name) = $0 { name } else { nil } }
        return Allowlist(
            network: network, servers: names.addresses(of: servers), whitelist: whitelist,
            whitelistHosts: names.addresses(of: whitelistHosts))
    }

    private var hostNames: [String] {
        servers + whitelist.compactMap { if case .host(let name) = $0 { name } else { nil } }
    }

    private var hasUnknownNames: Bool { names.addresses(of: hostNames).values.contains { $0.isEmpty } }

    private func lookAround() async {
        do throws(GuardError) {
            network = try await facts.network()
            isComplaining = false
        } catch {
            // What was known stays so.
            complain(error)
        }
    }

    private func lookUpNames() async {
        for name in hostNames { names.note(name, await facts.addresses(of: name), at: wallClock.now) }
    }

    private func complain(_ error: GuardError) {
        if !isComplaining { logger.warning("\(error)") }
        isComplaining = true
    }
}
