package import IPNetworks
package import Logging
package import ThreatModel

/// Knows what must not be cut off from this host, and notices when that becomes something else.
package actor HostWatch {
    private let facts: any HostFacts
    private var whitelist: [WhitelistEntry]
    /// Hosts that the guard asks.
    private var servers: [HostPort]
    /// Hosts that have to be within reach, whatever is blocked.
    private let targets: [HostPort]
    /// The addresses of the countries on the allowlist, by their codes.
    private var countries: [String: IPAddressSet]
    private let session: SSHSession?
    private let clock: any Clock<Duration>
    /// Nobody sets it.
    private let elapsed: any WallClock
    private let logger: Logger

    private var names = NameMemory()
    private var network = HostNetwork()
    private var sshSessions = SSHSessions()
    private var openedBefore: OpenedBefore?
    private var lastTrusted: Set<IPAddress> = []
    private var isComplaining = false
    /// Looks that somebody asks for.
    private let asks: AsyncStream<Void>
    private let ask: AsyncStream<Void>.Continuation

    /// How often is looked without being told of a change, and names are looked up.
    static let interval = Duration.seconds(300)
    /// Names that are not known yet are looked up more often.
    static let impatientInterval = Duration.seconds(10)
    /// Changes come in swarms: what follows within this time is looked at together.
    static let settling = Duration.milliseconds(100)
    /// Routers that are tried after a change.
    static let mostGateways = 8

    /// - Parameters:
    ///   - servers: hosts that the guard asks; more can be added.
    ///   - targets: hosts that have to be within reach.
    ///   - elapsed: measures how long something is remembered.
    package init(
        facts: any HostFacts, whitelist: [WhitelistEntry], servers: [HostPort], targets: [HostPort] = [],
        countries: [String: IPAddressSet] = [:], session: SSHSession?, clock: any Clock<Duration>,
        elapsed: any WallClock, logger: Logger
    ) {
        self.facts = facts
        self.whitelist = whitelist
        self.servers = servers
        self.targets = targets
        self.countries = countries
        self.session = session
        self.clock = clock
        self.elapsed = elapsed
        self.logger = logger
        (asks, ask) = AsyncStream.makeStream(of: Void.self, bufferingPolicy: .bufferingNewest(1))
    }

    /// Other things are not to be cut off from now on.
    package func replace(
        whitelist: [WhitelistEntry], servers: [HostPort], countries: [String: IPAddressSet] = [:]
    ) {
        self.whitelist = whitelist
        self.servers = servers
        self.countries = countries
        noteWrittenAddresses()
        ask.yield()
    }

    /// What the allowlist would be with these entries, as far as their names are known.
    package func allowlist(with whitelist: [WhitelistEntry]) -> Allowlist { makeAllowlist(whitelist) }

    /// What is known without asking the network: to begin with.
    package func firstAllowlist() async -> Allowlist {
        await lookAround()
        noteWrittenAddresses()
        return allowlist
    }

    /// An address that stands in the place of a name needs no name server.
    private func noteWrittenAddresses() {
        for name in hostNames { if let address = IPAddress(name) { names.note(name, [address], at: elapsed.now) } }
    }

    /// Who has to be within reach, as far as it is known where they are.
    package var connectivityTargets: [ConnectivityTarget] {
        let gateways = network.gateways.prefix(Self.mostGateways).map { ConnectivityTarget(gateway: $0) }
        let known = names.addresses(of: (servers + targets).map(\.host))
        let hosts = (servers.map { ("server", $0) } + targets.map { ("host", $0) }).compactMap { kind, host in
            known[host.host].flatMap { addresses in
                addresses.isEmpty
                    ? nil : ConnectivityTarget(name: "\(kind) \(host)", addresses: addresses, port: host.port)
            }
        }
        return gateways + hosts
    }

    /// Connections are tracked from now on; see ``OpenedBefore``.
    package func beginGrace() async {
        do throws(GuardError) {
            openedBefore = OpenedBefore(try await facts.openedConnections(), at: elapsed.now)
        } catch {
            complain(error)
        }
    }

    /// Where somebody is logged in from, at this moment.
    package func sessions() async -> Set<IPAddress> {
        do throws(GuardError) {
            var trusted = sshSessions.update(try await facts.sshConnections(), at: elapsed.now)
            if let session { trusted.insert(session.peer) }
            if let openedBefore, openedBefore.isDue(at: elapsed.now) {
                let open = try await facts.openedConnections()
                self.openedBefore?.update(open, at: elapsed.now)
            }
            if let openedBefore { trusted.formUnion(openedBefore.peers) }
            if openedBefore?.isOver == true { openedBefore = nil }
            lastTrusted = trusted
        } catch {
            complain(error)
        }
        return lastTrusted
    }

    /// Hands over the allowlist whenever it has become another, until the task is cancelled. A name server that is slow, or
    /// gone, holds up nothing but what only it knows.
    package func run(_ deliver: @escaping @Sendable (Allowlist) async -> Void) async {
        var delivered: Allowlist?
        let changes = try? await facts.changes()
        await withDiscardingTaskGroup { group in
            let (looks, look) = AsyncStream.makeStream(of: Void.self, bufferingPolicy: .bufferingNewest(1))
            let (lookups, lookup) = AsyncStream.makeStream(of: Void.self, bufferingPolicy: .bufferingNewest(1))
            let wakeUp: @Sendable () -> Void = {
                look.yield()
                lookup.yield()
            }
            group.addTask {
                guard let changes else { return }
                for await _ in changes { wakeUp() }
            }
            group.addTask { for await _ in self.asks { wakeUp() } }
            group.addTask {
                while !Task.isCancelled {
                    let pause = await self.hasUnknownNames ? Self.impatientInterval : Self.interval
                    wakeUp()
                    try? await self.clock.sleep(for: pause)
                }
                look.finish()
                lookup.finish()
            }
            group.addTask {
                for await _ in lookups {
                    let before = await self.allowlist
                    await self.lookUpNames()
                    if await self.allowlist != before { look.yield() }
                }
            }
            for await _ in looks {
                try? await clock.sleep(for: Self.settling)
                await lookAround()
                let current = allowlist
                if current != delivered { await deliver(current) }
                delivered = current
            }
        }
    }

    private var allowlist: Allowlist { makeAllowlist(whitelist) }

    private func makeAllowlist(_ whitelist: [WhitelistEntry]) -> Allowlist {
        let whitelistHosts = whitelist.compactMap { if case .host(let name) = $0 { name } else { nil } }
        return Allowlist(
            network: network, servers: names.addresses(of: servers.map(\.host)), whitelist: whitelist,
            whitelistHosts: names.addresses(of: whitelistHosts), countries: countries)
    }

    private var hostNames: [String] {
        (servers + targets).map(\.host) + whitelist.compactMap { if case .host(let name) = $0 { name } else { nil } }
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
        for name in hostNames { names.note(name, await facts.addresses(of: name), at: elapsed.now) }
    }

    private func complain(_ error: GuardError) {
        if !isComplaining { logger.warning("\(error)") }
        isComplaining = true
    }
}
