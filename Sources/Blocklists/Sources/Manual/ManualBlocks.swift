package import IPNetworks
package import ThreatModel

/// What the user blocked by hand, on disk before anybody is told that it is blocked.
///
/// When a block is over is decided here, to the second, and told like any other change: the kernel's own timeouts lose
/// protection silently.
package actor ManualBlocks {
    private let file: StoredFile?
    private let clock: any WallClock
    /// Rung whenever the blocks are others.
    let bell = PullBell()

    private var blocks: [ManualBlock] = []
    private var isLoaded = false
    /// Why the file cannot be used; it is replaced by the next change.
    private var damage: BlocklistError?
    private var isBusy = false
    private var waiting: [CheckedContinuation<Void, Never>] = []

    package static let most = 10_000
    package static let longestComment = 200

    /// - Parameter folder: where they are kept; `nil`: nowhere, for a guard that writes nothing.
    package init(folder: StoredFolder?, clock: any WallClock = SystemClock()) {
        file = folder?.file("manual.blocks")
        self.clock = clock
    }

    // MARK: - For the user

    /// Blocks addresses until a time or for good. Durable when it returns. What was blocked already gets the new end and
    /// comment.
    ///
    /// - Throws: ``BlocklistError/notBlockable(_:reason:)``, or why it cannot be written; then nothing has changed.
    package func block(_ range: IPRange, until: Timestamp? = nil, comment: String = "") async throws(BlocklistError) {
        await enter()
        defer { leave() }
        await load()
        let now = clock.now
        let block = ManualBlock(range: range, since: now, until: until, comment: comment)
        try Self.check(block, at: now)
        try await replace(with: try adding([block], to: blocks.filter { !$0.isOver(at: now) }))
    }

    /// Blocks many at once, all of them or none. Durable when it returns.
    ///
    /// - Parameters:
    ///   - wanted: when there are two for the same addresses, the later one counts. Since when is not asked for.
    ///   - isReplacing: nothing else is blocked by hand from now on.
    package func block(_ wanted: [ManualBlock], isReplacing: Bool) async throws(BlocklistError) {
        await enter()
        defer { leave() }
        await load()
        let now = clock.now
        for block in wanted { try Self.check(block, at: now) }
        let standing = blocks.filter { !$0.isOver(at: now) }
        let ranges = Set(wanted.map(\.range))
        let kept = isReplacing ? standing.filter { ranges.contains($0.range) } : standing
        try await replace(with: try adding(wanted, to: kept))
    }

    private static func check(_ block: ManualBlock, at now: Timestamp) throws(BlocklistError) {
        let rules = ListPolicy.localFile.rules
        if block.isOver(at: now) { throw .notBlockable("\(block.range)", reason: "the end lies in the past") }
        guard !rules.isTooBroad(block.range) else {
            throw .notBlockable(
                "\(block.range)",
                reason: "at most a /\(rules.shortestPrefixV4) of IPv4 or /\(rules.shortestPrefixV6) of IPv6 can be")
        }
    }

    /// Behind what stands, or in its place; what stands keeps the time since when it does.
    private func adding(
        _ wanted: [ManualBlock], to standing: [ManualBlock]
    ) throws(BlocklistError) -> [ManualBlock] {
        var latest: [IPRange: ManualBlock] = [:]
        for block in wanted { latest[block.range] = block }
        let others = standing.filter { latest[$0.range] == nil }
        guard others.count + latest.count <= Self.most else {
            let what = wanted.count == 1 ? wanted.map { "\($0.range)" }.joined() : "\(wanted.count) entries"
            throw .notBlockable(what, reason: "\(Self.most) blocks by hand are the most there can be")
        }
        let since = Dictionary(standing.map { ($0.range, $0.since) }, uniquingKeysWith: min)
        let now = clock.now
        return others
            + latest.values.map { block in
                ManualBlock(
                    range: block.range, since: since[block.range] ?? now, until: block.until,
                    comment: Self.tidy(block.comment))
            }
    }

    /// Ends a block. Durable when it returns.
    ///
    /// - Returns: whether just these addresses were blocked.
    package func unblock(_ range: IPRange) async throws(BlocklistError) -> Bool {
        await enter()
        defer { leave() }
        await load()
        let now = clock.now
        let kept = blocks.filter { $0.range != range && !$0.isOver(at: now) }
        let wasBlocked = blocks.contains { $0.range == range && !$0.isOver(at: now) }
        if wasBlocked { try await replace(with: kept) }
        return wasBlocked
    }

    /// What is blocked now, the latest first.
    package func list() async -> [ManualBlock] {
        await enter()
        defer { leave() }
        await load()
        let now = clock.now
        return blocks.filter { !$0.isOver(at: now) }.sorted { $0.since > $1.since }
    }

    // MARK: - For the source

    nonisolated var now: Timestamp { clock.now }

    /// What is blocked now, when that changes by itself, and what was wrong with the file.
    func inForce() async -> (addresses: IPAddressSet, until: Timestamp?, damage: BlocklistError?) {
        let blocks = await list()
        return (IPAddressSet(blocks.map(\.range)), blocks.compactMap(\.until).min(), damage)
    }

    // MARK: - Disk

    private func load() async {
        guard !isLoaded, let file else { return }
        isLoaded = true
        let read = await BlockingWork.run { () -> Result<[UInt8]?, BlocklistError> in
            Result { () throws(BlocklistError) in try file.read(limit: ManualBlock.mostBytes) }
        }
        switch read {
        case .success(nil): break
        case .success(let bytes?):
            if let decoded = ManualBlock.decode(bytes) {
                blocks = decoded
            } else {
                damage = .unusable(file: file.path, "it is damaged, or of another version of this program")
            }
        case .failure(let error): damage = error
        }
    }

    private func replace(with changed: [ManualBlock]) async throws(BlocklistError) {
        if let file {
            let bytes = ManualBlock.encode(changed)
            let written = await BlockingWork.run {
                Result { () throws(BlocklistError) in try file.replace(with: bytes) }
            }
            try written.get()
        }
        damage = nil
        blocks = changed
        bell.ring()
    }

    /// In one line, of what can be shown anywhere.
    private static func tidy(_ comment: String) -> String {
        String(comment.unicodeScalars.map { $0.properties.generalCategory == .control ? " " : Character($0) })
            .prefix(longestComment).description
    }

    /// Waits for the calls before this one: while one of them waits for the disk, the actor is free.
    private func enter() async {
        guard isBusy else {
            isBusy = true
            return
        }
        await withCheckedContinuation { waiting.append($0) }
    }

    private func leave() {
        if waiting.isEmpty { isBusy = false } else { waiting.removeFirst().resume() }
    }
}
