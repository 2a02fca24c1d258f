import Netlink

/// One backend's dealings with nf_tables: what it has last seen there, and the sockets.
///
/// Everything is synchronous and may take long; ``NftablesBackend`` runs it on a thread of its own.
///
/// How changes by others are told: the kernel numbers the generations of its tables and announces each change to them.
/// A transaction names the generation it is made for and is refused in any other. Before one is made, every announcement
/// up to that generation has been read, and none of them was about our table; so what we think is there is there, however
/// busy other tables are, without it being listed.
final class NftablesSession {
    var connection: NftablesConnection
    private var monitor: NftablesMonitor
    /// The generation up to which all announcements were read.
    private var generation: UInt32
    /// Becomes another with every change to our table.
    private(set) var revision = FirewallRevision.first
    /// Changes by others, for whoever watches.
    private var intrusions: [FirewallIntrusion] = []
    /// Whether our table was touched by others in the transaction that is being announced.
    private var isTouched = false

    private var layout = NftablesLayout.initial
    private var standing: FirewallStanding?

    /// How often something is begun anew because somebody else's transaction came in between.
    private static let attempts = 20
    /// How long the kernel may take from making a generation to announcing it, each attempt.
    private static let announcementTimeout = Duration.milliseconds(20)
    /// From this many items on, announcements are suspended for our own transaction: the kernel would write one for each.
    private static let quietThreshold = 512

    init() throws(FirewallError) {
        do {
            connection = try NftablesConnection()
            monitor = try NftablesMonitor()
            // Announcements are subscribed to by now, so that nothing is missed between this number and the first.
            generation = try connection.generation()
        } catch {
            throw FirewallError(error)
        }
    }

    /// Becomes readable when there is something for ``drain()``.
    var descriptor: Int32 { monitor.descriptor }

    /// Reads what was announced. Returns what others did to our table since the last call.
    func drain() throws(FirewallError) -> [FirewallIntrusion] {
        try kernel { () throws(NetlinkError) in try readAnnouncements() }
        defer { intrusions = [] }
        return intrusions
    }

    // MARK: - Verbs

    /// Has the kernel try a table with one of everything that is used, under another name, and undo it.
    func probe() throws(FirewallError) {
        var sample = FirewallState(generation: 0)
        sample.lists.blocked4 = ExactAddresses([0xc000_0201])  // 192.0.2.1
        sample.lists.blocked6 = ExactAddresses([0x2001_0db8 << 96])
        sample.lists.networks4 = AddressIntervals([0xc633_6400...0xc633_64ff])  // 198.51.100.0/24
        sample.lists.networks6 = AddressIntervals([0x2001_0db8 << 96...0x2001_0db8 << 96 | 0xffff])
        let nothing = FirewallStanding(
            condition: .absent, counts: PerList { _ in 0 }, capacities: PerList { _ in nil }, revision: revision)
        let plan = FirewallPlan(replacing: nothing, with: sample)
        var transaction = connection.transaction(table: "\(NftablesLayout.table).probe")
        transaction.write(plan, over: .initial)
        do throws(NetlinkError) {
            try connection.check(transaction)
        } catch {
            let error = FirewallError(error)
            // Nothing of that name is there: an object that is not found is an expression that the kernel lacks.
            if case .drifted(let reason) = error { throw .unsupported(reason) }
            throw error
        }
    }

    func survey() throws(FirewallError) -> FirewallStanding {
        try kernel { () throws(NetlinkError) in
            try undisturbed { () throws(NetlinkError) in try look() }
        }
    }

    func read() throws(FirewallError) -> FirewallReading {
        let reading = try kernel { () throws(NetlinkError) in
            try undisturbed { () throws(NetlinkError) in
                var standing = try look()
                guard case .intact = standing.condition else {
                    return FirewallReading(standing: standing, lists: FirewallLists())
                }
                guard let lists = try connection.lists(layout, counts: standing.counts) else {
                    standing.condition = .foreign(
                        "somebody changed the sets of networks of table \(NftablesLayout.table)")
                    return FirewallReading(standing: standing, lists: FirewallLists())
                }
                let counts = lists.counts
                standing.counts = PerList { counts[$0] }
                return FirewallReading(standing: standing, lists: lists)
            }
        }
        standing = reading.standing
        return reading
    }

    func apply(_ plan: FirewallPlan) throws(FirewallError) -> FirewallStanding {
        try kernel { () throws(NetlinkError) in try settle() }
        guard let standing, plan.base == standing else { throw .stale }
        if plan.isEmpty { return standing }
        let lingering = plan.changes.lingering
        if lingering.isEmpty { return try carryOut(plan) }
        let between = try carryOut(plan.keeping(lingering))
        // A packet that was looked up before the first part must not be looked up again after the second.
        PacketsUnderWay.letThrough()
        return try carryOut(plan.lettingGo(of: lingering, from: between))
    }

    /// Does a plan in one go: packets see all of it or nothing, if they look up one of the lists that it changes.
    private func carryOut(_ plan: FirewallPlan) throws(FirewallError) -> FirewallStanding {
        let isQuiet = plan.changes.size < Self.quietThreshold
        let layout = layout
        var revision = plan.base.revision
        let bridge = plan.bridge
        do throws(FirewallError) {
            if let bridge { try build(bridge, at: revision) }
            if plan.hasPreparations {
                revision = try commit(at: revision, isQuiet: isQuiet) { $0.prepare(plan, over: layout) }
            }
            revision = try commit(at: revision, isQuiet: isQuiet) { $0.write(plan, over: layout) }
        } catch {
            // Nothing refers to what was prepared. What cannot be deleted now is found by the next survey.
            if revision != plan.base.revision {
                self.standing = nil
                if plan.hasPreparations {
                    _ = try? commit(at: self.revision) { $0.discardPrepared(plan, over: layout) }
                }
            }
            if bridge != nil { try? removeBridge() }
            throw error
        }
        let applied = plan.standing(at: revision)
        if self.revision == revision {
            self.layout = layout.after(plan)
            self.standing = applied
        }
        switch plan.extent {
        case .rebuild: try? removeBridge()  // this one, or one that was left behind
        case .update: break
        }
        return applied
    }

    /// Commits a transaction for the state of that revision.
    ///
    /// - Parameter isQuiet: whether its announcements are few.
    /// - Returns: the revision that stands then: another one when the transaction is about our table.
    func commit(
        at base: FirewallRevision, table: String = NftablesLayout.table, isQuiet: Bool = true,
        _ write: (inout NftablesTransaction) -> Void
    ) throws(FirewallError) -> FirewallRevision {
        for _ in 0..<Self.attempts {
            // As long as nothing that somebody else committed was about us, what was planned holds.
            guard base == revision else { throw .stale }
            var transaction = connection.transaction(table: table, generation: generation)
            write(&transaction)
            do throws(NetlinkError) {
                if !isQuiet { try monitor.pause() }
                try connection.commit(transaction)
            } catch {
                try kernel { () throws(NetlinkError) in
                    if !isQuiet { try monitor.resume() }
                    try settle()
                }
                guard error.code == .staleGeneration else { throw FirewallError(error) }
                continue
            }
            generation = generation &+ 1 == 0 ? 1 : generation &+ 1  // the kernel leaves out zero
            if table == NftablesLayout.table { revision = revision.next }
            let made = revision
            try kernel { () throws(NetlinkError) in
                if !isQuiet { try monitor.resume() }
                try settle()
            }
            return made
        }
        throw .stale
    }

    func verify(_ plan: FirewallPlan) throws(FirewallError) {
        try kernel { () throws(NetlinkError) in try settle() }
        guard let expected = standing, expected.stamp == plan.stamp else { throw .stale }
        let found = try survey()
        guard found.revision == expected.revision else { throw .stale }
        if let deviation = found.deviation(from: expected) { throw .mismatch(deviation) }
        let deviation = try kernel { () throws(NetlinkError) in try connection.deviation(from: plan.changes, layout) }
        if let deviation { throw .mismatch(deviation) }
    }

    func remove() throws(FirewallError) {
        try remove(table: NftablesLayout.table)
        try removeBridge()
    }

    /// Deletes a table if it is there.
    func remove(table: String) throws(FirewallError) {
        for _ in 0..<Self.attempts {
            let isThere = try kernel { () throws(NetlinkError) in
                try settle()
                return try connection.comment(ofTable: table) != nil
            }
            guard isThere else { return }
            do throws(FirewallError) {
                _ = try commit(at: revision, table: table) { $0.deleteTable() }
                return
            } catch {
                guard error == .stale else { throw error }
            }
        }
        throw .stale
    }

    func traffic() throws(FirewallError) -> FirewallTraffic {
        try kernel { () throws(NetlinkError) in try connection.traffic() }
    }

    // MARK: - Announcements

    /// Reads announcements until they have caught up with the kernel.
    private func settle() throws(NetlinkError) {
        for _ in 0..<Self.attempts {
            try readAnnouncements()
            if try connection.generation() == generation { return }
            monitor.wait(Self.announcementTimeout)
        }
        // Made, and not announced to us: something was lost.
        generation = try connection.generation()
        intrude(.unknown)
    }

    private func readAnnouncements() throws(NetlinkError) {
        try monitor.drain { announcement in
            switch announcement {
            case .changed(let table, let portID):
                if table == NftablesLayout.table, portID != connection.portID { isTouched = true }
            case .changedByFamily: break
            case .generation(let number, let process):
                generation = number
                if isTouched { intrude(.changed(by: process)) }
                isTouched = false
            case .missed:
                isTouched = false
                intrude(.unknown)
            }
        }
    }

    private func intrude(_ intrusion: FirewallIntrusion) {
        revision = revision.next
        standing = nil
        if intrusions.last != intrusion { intrusions.append(intrusion) }
    }

    /// Does `look` again until nobody has touched our table meanwhile.
    private func undisturbed<Result>(
        _ look: () throws(NetlinkError) -> Result
    ) throws(NetlinkError) -> Result {
        for _ in 0..<Self.attempts {
            try settle()
            let before = revision
            let result = try look()
            try settle()
            if revision == before { return result }
        }
        throw .unsettled("table \(NftablesLayout.table)", attempts: Self.attempts)
    }

    private func look() throws(NetlinkError) -> FirewallStanding {
        let sight = try connection.sight()
        // Kernels that do not count leave it at what was counted or written last, if nothing changed since.
        let known = standing?.revision == revision ? standing?.counts : nil
        layout = sight.layout
        let standing = FirewallStanding(
            condition: sight.condition, counts: PerList { sight.counts[$0] ?? known?[$0] },
            capacities: sight.capacities, revision: revision)
        self.standing = standing
        return standing
    }

    func kernel<Result>(_ work: () throws(NetlinkError) -> Result) throws(FirewallError) -> Result {
        do throws(NetlinkError) {
            return try work()
        } catch {
            throw FirewallError(error)
        }
    }
}
