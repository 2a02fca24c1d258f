package import Netlink

/// XDP in front of nf_tables, for floods: the rules of ``NftablesBackend`` decide, log and count as they do alone, and a
/// program in the network driver sheds what they would certainly drop, once it is more than they log (see ``XDPFilter``).
///
/// The program knows no connections, so that it must not decide alone; and since it only ever takes work away from rules
/// that stand, it may go with the process that looks after it. Protection outlives a crash in nf_tables, and nobody is
/// left to be locked out by a program that nobody corrects. The price is a capability more: CAP_BPF.
package actor XDPBackend: FirewallBackend {
    private let thread: NetlinkThread
    private let options: XDPOptions
    private let notice: @Sendable (String) -> Void
    private let rules: NftablesBackend
    private var shield: XDPShield?
    /// Whether the shield has failed; it is not made again before the next start.
    private var isShieldLost = false
    private var attachments = XDPAttachments()
    private var monitor: LinkMonitor?

    /// - Parameters:
    ///   - thread: where everything happens; the interfaces are those of its network namespace.
    ///   - notice: is told where XDP is in use, and where it cannot be.
    package init(
        thread: NetlinkThread, options: XDPOptions = XDPOptions(),
        notice: @escaping @Sendable (String) -> Void = { _ in }
    ) {
        self.thread = thread
        self.options = options
        self.notice = notice
        rules = NftablesBackend(thread: thread)
    }

    isolated deinit {
        if let descriptor = monitor?.descriptor { thread.unwatch(descriptor) }
    }

    package nonisolated var unownedExecutor: UnownedSerialExecutor { thread.executor }

    // MARK: - Verbs

    package func probe() throws(FirewallError) {
        try nftables { (rules) throws(FirewallError) in try rules.probe() }
        if shield == nil { _ = try XDPShield(options) }
    }

    package func survey() throws(FirewallError) -> FirewallStanding {
        try nftables { (rules) throws(FirewallError) in try rules.survey() }
    }

    package func read() throws(FirewallError) -> FirewallReading {
        try nftables { (rules) throws(FirewallError) in try rules.read() }
    }

    package func apply(_ plan: FirewallPlan) throws(FirewallError) -> FirewallStanding {
        let steps = prepare(plan)
        let standing: FirewallStanding
        do throws(FirewallError) {
            standing = try nftables { (rules) throws(FirewallError) in try rules.apply(plan) }
        } catch {
            disarm()
            throw error
        }
        if let steps, let stamp = standing.stamp {
            shielding { (shield) throws(NetlinkError) in
                try shield.extend(steps, to: stamp)
                try shield.follow(stamp.policy)
                try beginAttaching()
            }
        } else {
            armIfPossible(standing)
        }
        return standing
    }

    package func verify(_ plan: FirewallPlan) throws(FirewallError) {
        try nftables { (rules) throws(FirewallError) in try rules.verify(plan) }
    }

    package func remove() throws(FirewallError) {
        withdraw()
        isShieldLost = false
        try nftables { (rules) throws(FirewallError) in try rules.remove() }
    }

    package func watch() throws(FirewallError) -> AsyncStream<FirewallIntrusion> {
        let stream = try nftables { (rules) throws(FirewallError) in try rules.watch() }
        // After a restart what stands may be as it should be, and nothing is applied.
        armIfPossible(try survey())
        return stream
    }

    package func traffic() throws(FirewallError) -> FirewallTraffic {
        var traffic = try nftables { (rules) throws(FirewallError) in try rules.traffic() }
        guard let shield else { return traffic }
        do throws(NetlinkError) {
            let shed = try shield.traffic()
            traffic.dropped.packets &+= shed.dropped.packets
            traffic.dropped.bytes &+= shed.dropped.bytes
            traffic.flows = traffic.flows.adding(shed.flows)
        } catch {
            throw FirewallError(error)
        }
        return traffic
    }

    /// Calls the backend behind, which runs on the same thread, without giving way to another call.
    private func nftables<Answer: Sendable>(
        _ work: @Sendable (isolated NftablesBackend) throws(FirewallError) -> Answer
    ) throws(FirewallError) -> Answer {
        let answer = rules.assumeIsolated { rules -> Result<Answer, FirewallError> in
            do throws(FirewallError) {
                return .success(try work(rules))
            } catch {
                return .failure(error)
            }
        }
        return try answer.get()
    }

    // MARK: - Shield

    /// Has the shield let go of what a plan lets go of.
    ///
    /// - Returns: what is left to do when the plan is done; `nil` when the shield has to be filled anew then.
    private func prepare(_ plan: FirewallPlan) -> [XDPShield.Step]? {
        if plan.isEmpty { return nil }
        var steps: [XDPShield.Step]?
        shielding { (shield) throws(NetlinkError) in
            guard plan.changes.isWhole || (shield.stamp != nil && shield.stamp == plan.base.stamp) else {
                return try shield.clear()
            }
            let prepared = try shield.steps(plan.changes)
            try shield.withdraw(prepared)
            if plan.changesPolicy { try shield.pause() }
            steps = prepared
        }
        return steps
    }

    /// Fills the shield with what stands, unless it holds that, and attaches it.
    private func arm(_ standing: FirewallStanding) throws(FirewallError) {
        guard let stamp = standing.stamp else { return disarm() }
        if isShieldLost || shield?.stamp == stamp { return }
        let reading = try read()
        guard reading.standing.stamp == stamp else { return disarm() }
        shielding { (shield) throws(NetlinkError) in
            let steps = try shield.steps(ListChanges(replacingWith: reading.lists))
            try shield.withdraw(steps)
            try shield.extend(steps, to: stamp)
            try shield.follow(stamp.policy)
            try beginAttaching()
        }
    }

    /// The same, but what stands is in force without it: when it cannot be read now, the next change tries again.
    private func armIfPossible(_ standing: FirewallStanding) {
        do throws(FirewallError) {
            try arm(standing)
        } catch {
            disarm()
        }
    }

    /// The shield sheds nothing until it is filled anew.
    private func disarm() {
        if shield != nil { shielding { (shield) throws(NetlinkError) in try shield.clear() } }
    }

    /// Does something to the shield, which is made when there is none yet. When that fails, the program is taken off and
    /// nf_tables goes on alone: to fill it again and again would cost more than it saves.
    private func shielding(_ work: (XDPShield) throws(NetlinkError) -> Void) {
        if isShieldLost { return }
        do throws(FirewallError) {
            let shield: XDPShield
            if let present = self.shield { shield = present } else { shield = try XDPShield(options) }
            self.shield = shield
            do throws(NetlinkError) {
                try work(shield)
            } catch {
                throw FirewallError(error)
            }
        } catch {
            withdraw()
            isShieldLost = true
            notice("XDP is off until the next start, nftables protects alone: \(error)")
        }
    }

    /// Takes the program off every interface.
    private func withdraw() {
        if let descriptor = monitor?.descriptor { thread.unwatch(descriptor) }
        monitor = nil
        attachments.detach()
        shield = nil
    }

    // MARK: - Interfaces

    private func attach() throws(NetlinkError) {
        guard let shield else { return }
        var socket = try RouteSocket()
        for text in attachments.follow(try socket.links(), shield.program, options) { notice(text) }
    }

    /// Attaches the program to the interfaces there are, and to those that come.
    private func beginAttaching() throws(NetlinkError) {
        if monitor != nil { return }
        let monitor = try LinkMonitor()
        let descriptor = monitor.descriptor
        self.monitor = consume monitor
        thread.watch(descriptor) { [weak self] in
            self?.assumeIsolated { $0.interfacesChanged() }
        }
        try attach()
    }

    private func interfacesChanged() {
        monitor?.drain()
        do throws(NetlinkError) {
            try attach()
        } catch {
            notice("XDP cannot see which interfaces there are: \(error)")
        }
    }
}

extension ListChanges {
    /// Whether every list is written anew.
    fileprivate var isWhole: Bool {
        FirewallList.allCases.allSatisfy { list in
            switch self[list] {
            case .keep, .update: false
            case .replace: true
            }
        }
    }
}
