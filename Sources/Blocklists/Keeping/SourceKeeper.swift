package import IPNetworks
package import ThreatModel

/// Keeps the last good list of one source, in memory and on disk, and decides what may take its place.
///
/// An outage, an empty, cut or foreign answer, or one that shrank or grew suddenly, never changes the list. What changes
/// it is on disk together with the place in the source that it stands for, so that a restart goes on from there.
package actor SourceKeeper {
    package nonisolated let source: any BlocklistSource
    private let file: ListCopyFile?
    private let clock: any WallClock

    private var list = KeptList()
    /// `nil` until there is a list.
    private var position: ListPosition?
    private var history = ListHistory()
    private var health = SourceHealth()
    /// Grows with every change of the list or of its place.
    private var revision = 0
    /// Somebody looked at a sudden change and means the next list, whatever its size.
    private var isConfirmed = false

    /// A file that could not be written is tried again after this, with all of it.
    static let rewriteInterval = Duration.seconds(60)
    /// A place that moves on without changes is written down this often: to ask for less after a restart.
    static let positionInterval = Duration.seconds(600)
    private var lastRewrite: Timestamp?
    private var lastWrite: Timestamp?

    /// - Parameter folder: where copies are kept; `nil`: nowhere.
    package init(_ source: any BlocklistSource, folder: StoredFolder?, clock: any WallClock = SystemClock()) {
        self.source = source
        self.clock = clock
        file = folder.map { ListCopyFile($0.file("\(source.identity.id).list")) }
    }

    // MARK: - At start

    /// Reads the copy on disk. A damaged one is said in the health and set aside for the next good list.
    ///
    /// - Returns: the list; `nil` when there is no copy.
    package func load() async -> KeptList? {
        guard let file else { return nil }
        switch await file.load() {
        case .none:
            return nil
        case .failure(let error):
            health.storage = error.description
            return nil
        case .copy(let copy):
            list = copy.list
            position = copy.position
            history = copy.history
            health.confirmed = copy.confirmed
            return list
        }
    }

    package var currentHealth: SourceHealth { health }

    // MARK: - From then on

    /// Follows the source until the task is cancelled.
    ///
    /// - Parameters:
    ///   - isPull: the source is asked for its whole list, whatever is held.
    ///   - deliver: works an update in. Its verdict counts for lists.
    package func run(
        isPull: Bool = false, _ deliver: @escaping @Sendable (SourceUpdate) async -> SourceVerdict
    ) async {
        _ = await deliver(.health(health))
        await source.follow(from: isPull ? nil : position) { event in
            await self.take(event, deliver)
        }
    }

    /// Tries again to write a copy that could not be written. To be called every now and then.
    ///
    /// - Parameter deliver: as for ``run(_:)``.
    package func tick(_ deliver: @Sendable (SourceUpdate) async -> SourceVerdict) async {
        guard health.storage != nil, position != nil else { return }
        let before = health
        await rewrite(clock.now)
        if health != before { _ = await deliver(.health(health)) }
    }

    /// Takes the next list whatever its size, because a person has looked at it, and asks for it now.
    package func confirm() {
        isConfirmed = true
        source.pull()
    }

    /// Where on the list an address stands; `nil` when it does not.
    package func explain(_ address: IPAddress) async -> ListedEntry? {
        guard list.contains(address) else { return nil }
        async let day = file?.firstSeen(address)
        async let lines = source.lines(listing: address)
        return ListedEntry(
            source: source.identity, since: await day.map { FirstSeen.time(of: $0) }, lines: await lines)
    }

    /// How many ranges of the list lie in a range, wholly or in part.
    package func rangeCount(in range: IPRange) -> Int {
        list.addresses.intersection(IPAddressSet([range])).rangeCount
    }

    private func take(
        _ event: SourceEvent, _ deliver: @Sendable (SourceUpdate) async -> SourceVerdict
    ) async -> SourceVerdict {
        let now = clock.now
        let before = health
        var verdict = SourceVerdict.taken
        switch event {
        case .list(let addresses, let newPosition, let warnings):
            let size = ListSize(of: addresses)
            switch judge(size) {
            case .held(let reason):
                verdict = .held(reason)
            case .taken:
                verdict = await deliver(.list(KeptList(addresses)))
            }
            guard verdict == .taken else { break }
            list = KeptList(addresses)
            position = newPosition
            revision += 1
            history = ListHistory(accepted: size)
            isConfirmed = false
            health.state = .current
            health.isHeldBack = false
            health.key = nil
            health.confirmed = now
            health.warnings = warnings
            await rewrite(now)
        case .changes(let changes, let newPosition):
            let changed = changes.filter { list.apply($0) }.map(\.address)
            position = newPosition
            revision += 1
            health.state = .live
            health.key = nil
            health.confirmed = now
            let record = ListCopyRecord(changes: changes, cursor: newPosition.cursor, confirmed: now)
            // The kernel and the disk at the same time: neither waits for the other.
            async let isWritten = append(record, now)
            if !changed.isEmpty { _ = await deliver(.changes(changed, list)) }
            _ = await isWritten
        case .current(let newPosition, let isLive):
            position = newPosition
            revision += 1
            health.state = isLive ? .live : .current
            health.key = nil
            health.confirmed = now
            if lastWrite.map({ now.since($0) >= Self.positionInterval || now < $0 }) ?? true {
                await append(ListCopyRecord(changes: [], cursor: newPosition.cursor, confirmed: now), now)
            }
        case .recent:
            health.state = .current
        case .refused(let reason, let again):
            health.state = .refused(reason, again: now.advanced(by: again))
            health.isHeldBack = history.pending != nil
            health.key = nil
        case .failed(let reason, let again, let key):
            health.state = .failing(reason, again: now.advanced(by: again))
            health.key = key
        }
        if health != before { _ = await deliver(.health(health)) }
        return verdict
    }

    private func judge(_ size: ListSize) -> SourceVerdict {
        switch source.author {
        case .user:
            return .taken
        case .stranger:
            guard position != nil, !isConfirmed else { return .taken }
            // By what is held now, which single changes may have made from what was accepted.
            history = ListHistory(accepted: ListSize(of: list.addresses), pending: history.pending)
            let verdict = history.judge(size)
            switch verdict {
            case .accepted: return .taken
            case .held: return .held(verdict.description)
            }
        }
    }

    // MARK: - Disk

    /// Adds a record to the copy; writes all of it anew where that is called for.
    private func append(_ record: ListCopyRecord, _ now: Timestamp) async {
        guard let file, health.storage == nil, position != nil else { return await rewrite(now) }
        switch await file.append(record) {
        case .written: lastWrite = now
        case .tooLong: await rewrite(now)
        case .failure(let error):
            health.storage = error.description
            lastRewrite = now
        }
    }

    private func rewrite(_ now: Timestamp) async {
        guard let file, let position else { return }
        if health.storage != nil, let lastRewrite, now.since(lastRewrite) < Self.rewriteInterval, now >= lastRewrite {
            return
        }
        lastRewrite = now
        let written = revision
        let copy = ListCopy(
            list: list, position: position, confirmed: health.confirmed ?? now, history: history)
        health.storage = await file.replace(with: copy)?.description
        guard health.storage == nil else { return }
        lastWrite = now
        // What changed meanwhile may have been held back by the failure before; nothing may be missing in between.
        if revision != written { await rewrite(now) }
    }
}
