import Blocklists
import ThreatModel

/// Follows all sources at the same time, and replaces them when the settings become others.
actor SourceCrew {
    private struct Member {
        let number: Int
        var recipe: String
        var keeper: SourceKeeper
        /// Ends what goes on with the keeper before.
        var stop: AsyncStream<Void>.Continuation?
        /// The next time around the whole list is asked for.
        var isPull = false
        var isLeaving = false
        /// One task follows a source, or is about to. It sees for itself that a source which was leaving is wanted again.
        var isFollowed = true
    }

    private let enforcer: Enforcer
    private let folder: StoredFolder?
    private let clock: any WallClock
    private var members: [String: Member] = [:]
    /// In the order in which they came.
    private var order: [String] = []
    private let (starts, start) = AsyncStream.makeStream(of: String.self)

    /// - Parameter folder: where copies are kept; `nil`: nowhere.
    init(enforcer: Enforcer, folder: StoredFolder?, clock: any WallClock) {
        self.enforcer = enforcer
        self.folder = folder
        self.clock = clock
    }

    /// Registers every source with the copy of its list that is on disk.
    func load(_ sources: [any BlocklistSource]) async {
        for source in sources { await join(source) }
    }

    private func join(_ source: any BlocklistSource) async {
        let keeper = SourceKeeper(source, folder: folder, clock: clock)
        let number = await enforcer.register(source.identity, await keeper.load())
        members[source.identity.id] = Member(number: number, recipe: source.recipe, keeper: keeper)
        order.append(source.identity.id)
        start.yield(source.identity.id)
    }

    /// Until the task is cancelled.
    func run() async {
        await withDiscardingTaskGroup { group in
            for await id in starts { group.addTask { await self.follow(id) } }
        }
    }

    /// Tries again what the disk refused. To be called every second.
    func tick() async {
        for id in order {
            guard let member = members[id], !member.isLeaving else { continue }
            await member.keeper.tick { [enforcer] in await enforcer.take($0, from: member.number) }
        }
    }

    /// Of all sources.
    var keepers: [SourceKeeper] { order.compactMap { members[$0] }.filter { !$0.isLeaving }.map(\.keeper) }

    /// How often each source confirms its list while all is well, by identifier.
    var intervals: [String: Duration] {
        members.filter { !$0.value.isLeaving }.mapValues(\.keeper.source.interval)
    }

    // MARK: - Orders

    /// These take the place of all that were followed. Whoever stays keeps its list, unless it is made by another recipe
    /// now: then it stays in force until the new one has come, which need not resemble it.
    func replace(with sources: [any BlocklistSource]) async {
        let wanted = Set(sources.map(\.identity.id))
        for id in order where !wanted.contains(id) && members[id]?.isLeaving == false {
            members[id]?.isLeaving = true
            members[id]?.stop?.finish()
            if let number = members[id]?.number { await enforcer.retire(number) }
        }
        for source in sources {
            guard let member = members[source.identity.id] else {
                await join(source)
                continue
            }
            await renew(member, source)
        }
    }

    private func renew(_ old: Member, _ source: any BlocklistSource) async {
        let id = source.identity.id
        let keeper = SourceKeeper(source, folder: folder, clock: clock)
        await enforcer.retire(old.number, false)
        if source.recipe == old.recipe, let list = await keeper.load() {
            // What is on disk may be a little older than what was in memory; its position is, too.
            _ = await enforcer.take(.list(list), from: old.number)
        }
        members[id]?.recipe = source.recipe
        members[id]?.keeper = keeper
        members[id]?.isLeaving = false
        members[id]?.stop?.finish()
        guard members[id]?.isFollowed == false else { return }
        members[id]?.isFollowed = true
        start.yield(id)
    }

    /// Asks a source for its whole list now, as far as its publisher's quota allows.
    ///
    /// - Parameter isAccepting: the list is taken whatever its size, because a person has looked at it.
    func pull(_ id: String, isAccepting: Bool) async {
        guard let member = members[id], !member.isLeaving else { return }
        if isAccepting { await member.keeper.confirm() } else { member.keeper.source.pull() }
        guard member.keeper.source.isLive else { return }
        members[id]?.isPull = true
        members[id]?.stop?.finish()
    }

    // MARK: - Following

    private func follow(_ id: String) async {
        while !Task.isCancelled, let member = members[id], !member.isLeaving {
            let (stops, stop) = AsyncStream.makeStream(of: Void.self)
            members[id]?.stop = stop
            members[id]?.isPull = false
            await withTaskGroup(of: Void.self) { group in
                group.addTask { [enforcer] in
                    await member.keeper.run(isPull: member.isPull) { await enforcer.take($0, from: member.number) }
                }
                // The stream also ends when this task is cancelled.
                for await _ in stops {}
                group.cancelAll()
            }
        }
        members[id]?.isFollowed = false
    }
}
