import Netlink

/// One backend's dealings with ipset and iptables: what it has last seen there, the socket and the programs.
///
/// Everything is synchronous and may take long; ``IpsetBackend`` runs it on a thread of its own.
///
/// How changes are made safe without transactions. Packets are looked up in the single addresses, then in the networks,
/// then, if they were found, among what is allowed. A change works on the lists in this order, for both families:
///
/// 1. what becomes allowed is added;
/// 2. networks that become blocked are added;
/// 3. single addresses change: first the new ones come, then the old ones go, or the set is swapped for one that was
///    filled beside it;
/// 4. networks that are blocked no longer go: always by a swap, since a packet could miss another network while the kernel
///    takes a prefix length out of the order in which it tries them (net/netfilter/ipset/ip_set_hash_gen.h,
///    `mtype_del_cidr`);
/// 5. what is allowed no longer goes, by a swap too.
///
/// So at every moment each list holds at least what it holds before and after, and nothing that it holds neither before nor
/// after: whoever is blocked before and after is blocked all the time, and whoever is let through before and after is let
/// through all the time. Between steps of which the one puts an address where packets look first and the other takes it from
/// where they look next, packets that are under way are waited for. What a plan changes in several sets is seen set by set,
/// within milliseconds; in one set, at one instant or, of single addresses, address by address.
///
/// A comment in the kernel says that a change is under way until it is complete: a later start finds it and makes
/// everything anew, over what blocks meanwhile. A change that fails is undone step by step.
final class IpsetSession {
    var sets: IpsetConnection
    private let flavour: IptablesProgram.Flavour?
    private var programs: PerFamily<IptablesProgram>?
    private var monitor: NftablesMonitor?
    /// Becomes another with every change to our objects.
    private(set) var revision = FirewallRevision.first
    /// Changes by others, for whoever watches.
    private var intrusions: [FirewallIntrusion] = []

    private var standing: FirewallStanding?
    private var sight: IpsetSight?
    private var pulse: IpsetPulse?
    private var canaries = IpsetCanaries()
    /// How often was looked for changes by others.
    private var drains = 0

    /// Sets of more elements are counted now and then only.
    private static let largeCount = 16_384
    /// One in so many looks counts the large sets too: every twenty seconds, by ``IpsetBackend``.
    private static let thoroughInterval = 80

    /// How often something is begun anew because somebody else's change came in between.
    private static let attempts = 10

    init(flavour: IptablesProgram.Flavour? = nil) throws(FirewallError) {
        self.flavour = flavour
        do throws(NetlinkError) {
            sets = try IpsetConnection()
        } catch {
            throw FirewallError(error)
        }
    }

    /// Looks for changes by others. Returns those since the last call.
    func drain() -> [FirewallIntrusion] {
        // What cannot be looked at now is looked at the next time.
        drains += 1
        try? settle(isThorough: drains.isMultiple(of: Self.thoroughInterval))
        defer { intrusions = [] }
        return intrusions
    }

    // MARK: - Verbs

    /// Makes a set of each type and tries rules that use them, all under another name, and takes everything away again.
    func probe() throws(FirewallError) {
        do throws(NetlinkError) {
            _ = try sets.version()
        } catch {
            let error = FirewallError(error)
            if error == .notPermitted { throw error }
            throw .unsupported(
                "it has no ipset (CONFIG_IP_SET; try 'modprobe ip_set'), or it does not answer: \(error)")
        }
        let programs = try opened()
        for family in IpsetFamily.allCases {
            let samples = [IpsetType.addresses, .networks, .flows].map { type in
                IpsetSet(
                    name: "\(IpsetLayout.prefix)-probe-\(type.rawValue)", type: type, family: family, maximum: 64,
                    options: [.counters, .comments, .replacing])
            }
            defer { for set in samples { try? sets.destroy(set.name) } }
            try kernel { () throws(NetlinkError) in
                for set in samples { try sets.create(set) }
            }
            try programs[family].restore(IptablesRules.sample(asking: samples.map(\.name)), isTrial: true)
        }
    }

    func survey() throws(FirewallError) -> FirewallStanding {
        try settle()
        return try undisturbed { () throws(FirewallError) in try look() }
    }

    func read() throws(FirewallError) -> FirewallReading {
        try settle()
        let reading = try undisturbed { () throws(FirewallError) in
            var standing = try look()
            guard case .intact = standing.condition else {
                return FirewallReading(standing: standing, lists: FirewallLists())
            }
            let nulls = sight?.nulls ?? PerList { _ in false }
            let lists = try kernel { () throws(NetlinkError) in
                try sets.lists(counts: standing.counts, nulls: nulls)
            }
            let counts = lists.counts
            standing.counts = PerList { counts[$0] }
            canaries = IpsetCanaries(lists)
            return FirewallReading(standing: standing, lists: lists)
        }
        standing = reading.standing
        return reading
    }

    func apply(_ plan: FirewallPlan) throws(FirewallError) -> FirewallStanding {
        try settle()
        guard let standing, var sight, plan.base == standing else { throw .stale }
        if plan.isEmpty { return standing }
        let work = IpsetWork(plan, over: sight, programs: try opened(), session: self)
        do throws(FirewallError) {
            try work.carryOut()
        } catch {
            // All was undone, or what is there says that it is not whole.
            self.standing = nil
            revision = revision.next
            throw error
        }
        revision = revision.next
        let applied = plan.standing(at: revision)
        canaries.follow(plan.changes)
        if work.changesRules {
            _ = try announcedChange()  // our own
            _ = try look()
        } else {
            note(plan.changes)
            let pulse = try feel()
            sight.condition = applied.condition
            sight.nulls = work.nulls
            sight.sets.merge(pulse.sets) { $1 }
            self.sight = sight
            self.pulse = pulse
        }
        self.standing = applied
        return applied
    }

    /// Brings what is known of the large sets up to date, which are not counted after every change.
    private func note(_ changes: ListChanges) {
        for list in FirewallList.addresses {
            let name = IpsetLayout.name(of: list)
            switch changes[list] {
            case .keep: break
            case .update:
                guard let count = pulse?.sets[name]?.count else { break }
                pulse?.sets[name]?.count = UInt32(clamping: Int(count) + growth(of: list, by: changes))
            case .replace: pulse?.sets[name] = nil  // its size may be another too
            }
        }
    }

    /// How many elements more a set has after its list is updated.
    private func growth(of list: FirewallList, by changes: ListChanges) -> Int {
        func more<Key: AddressKey>(_ change: ListChange<ExactAddresses<Key>>) -> Int {
            guard case .update(let removing, let adding) = change else { return 0 }
            return adding.withoutNull.count - removing.withoutNull.count
        }
        return list == .blocked4 ? more(changes.blocked4) : more(changes.blocked6)
    }

    func verify(_ plan: FirewallPlan) throws(FirewallError) {
        try settle()
        guard let expected = standing, expected.stamp == plan.stamp else { throw .stale }
        let found = try survey()
        guard found.revision == expected.revision else { throw .stale }
        if let deviation = found.deviation(from: expected) { throw .mismatch(deviation) }
        let deviation = try kernel { () throws(NetlinkError) in try sets.deviation(from: plan.changes) }
        if let deviation { throw .mismatch(deviation) }
    }

    /// The rules go first: a set that one of them asks cannot be deleted.
    func remove() throws(FirewallError) {
        let existing = try kernel { () throws(NetlinkError) in try sets.statuses(of: IpsetLayout.allNames) }
        let origin = try origin(existing)
        for family in IpsetFamily.allCases {
            for program in try IptablesProgram.all(family) {
                let table = try program.table()
                if table.isOurs { try program.restore(table.removal) }
                if program.flavour == .nft { clear(origin[family], program) }
            }
        }
        for name in existing.keys.sorted() {
            do throws(NetlinkError) {
                try sets.destroy(name)
            } catch {
                if error.code == .noSuchObject { continue }
                guard error.code == .setBusy else { throw FirewallError(error) }
                throw .program("set \(name) cannot be deleted: a rule that is not ours asks it")
            }
        }
        revision = revision.next
        (standing, sight, pulse) = (nil, nil, nil)
    }

    func traffic() throws(FirewallError) -> FirewallTraffic {
        try kernel { () throws(NetlinkError) in try sets.traffic() }
    }

    // MARK: - Changes by others

    /// Looks whether somebody has changed something of ours since the last look.
    private func settle(isThorough: Bool = false) throws(FirewallError) {
        guard let known = standing, let pulse else { return }
        let author = try announcedChange()
        let now = try feel(isThorough: isThorough)
        guard author != nil || now != pulse else { return }
        let found = try look()
        if found.condition != known.condition || found.capacities != known.capacities
            || FirewallList.allCases.contains(where: { found.counts[$0] != known.counts[$0] })
        {
            intrude(.changed(by: author ?? ""))
        } else {
            standing = known
        }
    }

    /// Who changed the rules of iptables since the last call; "" when the kernel does not say, `nil` when nobody did.
    private func announcedChange() throws(FirewallError) -> String? {
        var author: String?
        var isTouched = false
        do throws(NetlinkError) {
            try monitor?.drain { announcement in
                switch announcement {
                case .changed: break
                case .changedByFamily(let table): if table == "filter" { isTouched = true }
                case .generation(_, let process):
                    if isTouched { author = process }
                    isTouched = false
                case .missed: author = author ?? ""
                }
            }
        } catch {
            throw FirewallError(error)
        }
        return author
    }

    private func feel(isThorough: Bool = false) throws(FirewallError) -> IpsetPulse {
        IpsetPulse(
            sets: try kernel { () throws(NetlinkError) in
                var statuses: [String: IpsetStatus] = [:]
                for name in IpsetPulse.names {
                    if !isThorough, let known = pulse?.sets[name], known.count > Self.largeCount, try sings(in: name) {
                        statuses[name] = known
                    } else {
                        statuses[name] = try sets.status(of: name)
                    }
                }
                return statuses
            }, shapes: try shapes())
    }

    /// Whether a set holds the address that it is known to hold.
    private func sings(in set: String) throws(NetlinkError) -> Bool {
        do throws(NetlinkError) {
            if set == IpsetLayout.name(of: .blocked4), let key = canaries.v4 {
                return try sets.countPresent([key], in: set) == 1
            }
            if set == IpsetLayout.name(of: .blocked6), let key = canaries.v6 {
                return try sets.countPresent([key], in: set) == 1
            }
        } catch {
            guard error.code == .noSuchObject else { throw error }
        }
        return false
    }

    private func shapes() throws(FirewallError) -> [[UInt8]] {
        let programs = try opened()
        return IpsetFamily.allCases.filter { programs[$0].flavour == .legacy && programs[$0].hasLegacyTable }
            .map(LegacyTableShape.current)
    }

    private func intrude(_ intrusion: FirewallIntrusion) {
        revision = revision.next
        standing = nil
        canaries = IpsetCanaries()
        if intrusions.last != intrusion { intrusions.append(intrusion) }
    }

    /// Does `look` again until nothing has changed meanwhile.
    private func undisturbed<Result>(_ look: () throws(FirewallError) -> Result) throws(FirewallError) -> Result {
        for _ in 0..<Self.attempts {
            let result = try look()
            if try feel() == pulse { return result }
        }
        throw .kernel(.unsettled("the sets \(IpsetLayout.prefix)*", attempts: Self.attempts))
    }

    private func look() throws(FirewallError) -> FirewallStanding {
        // The sets first: they say at once when the privilege is missing.
        let statuses = try kernel { () throws(NetlinkError) in try sets.statuses(of: IpsetLayout.allNames) }
        let comment = try kernel { () throws(NetlinkError) in
            statuses[IpsetLayout.stamp.name].map { $0.isFit(for: IpsetLayout.stamp) } == true
                ? try sets.comments(of: IpsetLayout.stamp.name).first(where: IpsetOrigin.isNone) : nil
        }
        let programs = try opened()
        let tables = PerFamily(v4: try programs.v4.table(), v6: try programs.v6.table())
        let sight = IpsetSight(sets: statuses, comment: comment, tables: tables)
        let pulse = IpsetPulse(sets: statuses.filter { IpsetPulse.names.contains($0.key) }, shapes: try shapes())
        let known = standing?.revision == revision ? standing?.counts : nil
        let standing = FirewallStanding(
            condition: sight.condition, counts: PerList { sight.counts[$0] ?? known?[$0] },
            capacities: sight.capacities, revision: revision)
        (self.sight, self.pulse, self.standing) = (sight, pulse, standing)
        return standing
    }

    /// The programs, and a subscription to what they change where there is one.
    func opened() throws(FirewallError) -> PerFamily<IptablesProgram> {
        if let programs { return programs }
        let programs = PerFamily(
            v4: try IptablesProgram.installed(.v4, flavour), v6: try IptablesProgram.installed(.v6, flavour))
        if programs.v4.flavour == .nft || programs.v6.flavour == .nft {
            do throws(NetlinkError) {
                monitor = try NftablesMonitor()
            } catch {
                throw FirewallError(error)
            }
        }
        self.programs = programs
        return programs
    }

    func kernel<Result>(_ work: () throws(NetlinkError) -> Result) throws(FirewallError) -> Result {
        do throws(NetlinkError) {
            return try work()
        } catch {
            throw FirewallError(error)
        }
    }
}
