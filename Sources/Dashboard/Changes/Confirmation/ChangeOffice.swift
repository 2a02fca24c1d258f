import Blocklists
import Guard
import IPNetworks
import Logging
import ThreatModel

/// Where changes are made: one way for forms, programs and what takes back by itself.
///
/// A change that cuts off whoever makes it comes into force, and is taken back after a minute unless the same person says, over
/// a connection made since, that they still get here (``PendingChange``).
actor ChangeOffice {
    nonisolated let notices = NoticeBoard()
    private let atWork: @Sendable () throws(DashboardProblem) -> GuardAtWork
    private let changes: [any DashboardChange.Type]
    private let clock: any Clock<Duration>
    private let wallClock: any WallClock
    /// Nobody sets it. Connections are timed by it too.
    nonisolated let elapsed: any WallClock
    private let recorder: ChangeRecorder
    private let logger: Logger

    private var pending: PendingChange<ChangeOrder>?
    /// What it did, in one sentence.
    private var message = ""
    /// A change that cuts somebody off is being made.
    private var isCutting = false
    /// What nobody has confirmed is still to be taken back.
    private var mustRevert = false
    private var hasLookedOnDisk = false
    private var isComplaining = false
    /// The latest last.
    private var watched: [Watched] = []

    /// A change of which nobody knew when it was made whether it cuts its author off.
    private struct Watched: Equatable {
        var order: ChangeOrder
        var undo: ChangeOrder
        var message: String
        var author: PendingChange<ChangeOrder>.Session
        var until: Timestamp
    }

    /// So long after a change of settings it is looked whether lists that came since cut its author off.
    static let watching = Duration.seconds(120)
    /// Changes of which that is looked at; of more, the oldest are looked at no longer.
    static let mostWatched = 16

    /// - Parameters:
    ///   - elapsed: a clock that nobody sets.
    ///   - atWork: the guard that is told.
    init(
        _ changes: [any DashboardChange.Type] = DashboardRegistry.changes, clock: any Clock<Duration>,
        wallClock: any WallClock, elapsed: any WallClock, recorder: ChangeRecorder, logger: Logger,
        atWork: @escaping @Sendable () throws(DashboardProblem) -> GuardAtWork
    ) {
        self.atWork = atWork
        self.changes = changes
        self.clock = clock
        self.wallClock = wallClock
        self.elapsed = elapsed
        self.recorder = recorder
        self.logger = logger
    }

    // MARK: - Making changes

    /// Makes a change, whose receipt says whether it has to be confirmed.
    func make(_ order: ChangeOrder, by visitor: Visitor) async throws(DashboardProblem) -> ChangeReceipt {
        try await recorder.recording(order.change, ChangeFields(order.fields), by: visitor) {
            () async throws(DashboardProblem) in try await made(order, by: visitor)
        }
    }

    private func made(_ order: ChangeOrder, by visitor: Visitor) async throws(DashboardProblem) -> ChangeReceipt {
        guard visitor.role >= .administrator else {
            throw DashboardProblem(.forbidden, "only an administrator may change anything")
        }
        guard let type = changes.first(where: { $0.name == order.change }) else {
            throw DashboardProblem(.missing, "there is no change '\(order.change.prefix(40))'")
        }
        let fields = ChangeFields(order.fields)
        try fields.check(against: type.fields)
        let (change, guarded) = (try type.init(fields), try atWork())
        let author = Self.author(visitor)
        let desk = guarded.desk
        let cuts = if let author { await change.cuts(author.address, at: desk) } else { false }
        let mayCutLater = if let author, change.mayCutLater { await !desk.isCut(author.address) } else { false }
        if cuts {
            guard !isCutting, pending?.isPending != true, !mustRevert else {
                throw DashboardProblem(
                    .conflict,
                    "another change that cuts somebody off waits to be confirmed: confirm it or take it back first")
            }
            isCutting = true
        }
        defer { if cuts { isCutting = false } }
        var receipt = try await carryOut(change, on: guarded, by: visitor)
        if let pending, pending.isPending, pending.before == order { await withdrawn() }
        watched.removeAll { $0.undo == order }
        guard let author, let undo = receipt.undo else { return receipt }
        if cuts {
            await wait(PendingChange(from: undo, to: order, by: author, cuts: true, at: elapsed.now), receipt.message)
            receipt.confirmBy = unconfirmed?.until
        } else if mayCutLater {
            watched.append(
                Watched(
                    order: order, undo: undo, message: receipt.message, author: author,
                    until: elapsed.now.advanced(by: Self.watching)))
            watched.removeFirst(max(0, watched.count - Self.mostWatched))
        }
        return receipt
    }

    private func carryOut(
        _ change: any DashboardChange, on guarded: GuardAtWork, by visitor: Visitor
    ) async throws(DashboardProblem) -> ChangeReceipt {
        do throws(ControlError) {
            return try await change.carryOut(on: guarded, by: visitor)
        } catch {
            throw DashboardProblem(error)
        }
    }

    /// - Returns: `nil` for whoever sits at this machine, who is never cut off.
    private static func author(_ visitor: Visitor) -> PendingChange<ChangeOrder>.Session? {
        guard let address = visitor.address, !address.isLoopback else { return nil }
        return .init(address: address, connected: visitor.connected)
    }

    // MARK: - Confirming

    /// The last change that had to be confirmed; `nil`: there was none.
    var unconfirmed: UnconfirmedChange? {
        guard let pending else { return nil }
        let left = pending.remaining(at: elapsed.now)
        let state: UnconfirmedChange.State =
            switch pending.phase {
            case .waiting: .waiting
            case .confirmed: .confirmed
            case .reverted: .reverted
            }
        return UnconfirmedChange(
            state: state, message: message, author: "\(pending.author.address)",
            until: left.map { wallClock.now.advanced(by: $0).rfc3339 },
            secondsLeft: left.map { Int(($0 + .milliseconds(999)).components.seconds) })
    }

    /// Whether somebody would have to come over a new connection to confirm the change that waits.
    func mustReconnect(_ address: IPAddress?, connected: Timestamp) -> Bool {
        guard let pending, pending.isPending, pending.author.address == address else { return false }
        return connected <= pending.made
    }

    /// The change that waits stays.
    func confirm(by visitor: Visitor) async throws(DashboardProblem) -> ChangeReceipt {
        guard visitor.role >= .administrator else {
            throw DashboardProblem(.forbidden, "only an administrator may change anything")
        }
        guard var confirmed = pending, let address = visitor.address else {
            throw DashboardProblem(.missing, "no change waits to be confirmed")
        }
        do throws(PendingChange<ChangeOrder>.Objection) {
            try confirmed.confirm(by: .init(address: address, connected: visitor.connected), at: elapsed.now)
        } catch {
            throw DashboardProblem(.conflict, "\(error)".lowercasedFirst.withoutFullStop)
        }
        pending = confirmed
        // They get here, whatever lists say.
        watched.removeAll { $0.author.address == address }
        await file(nil)
        return ChangeReceipt(
            message: "Confirmed. \(message)", before: "unconfirmed", after: "confirmed", undo: confirmed.before)
    }

    /// The change that waits is taken back now.
    func withdraw(by visitor: Visitor) async throws(DashboardProblem) -> ChangeReceipt {
        guard let pending, pending.isPending else {
            throw DashboardProblem(.missing, "no change waits to be confirmed")
        }
        return try await make(pending.before, by: visitor)
    }

    private func withdrawn() async {
        pending?.withdraw()
        await file(nil)
    }

    private func wait(_ change: PendingChange<ChangeOrder>, _ message: String) async {
        pending = change
        self.message = message
        logger.warning(
            "A change cuts \(change.author.address) off, who made it; it is taken back unless it is confirmed: \(message)"
        )
        await file(UnconfirmedFile.Content(message: message, undo: change.before))
    }

    /// On disk for as long as it waits.
    private func file(_ content: UnconfirmedFile.Content?) async {
        guard let place = await place() else { return }
        guard let content else { return await place.remove() }
        do throws(BlocklistError) {
            try await place.write(content)
        } catch {
            logger.error("\(error) If the guard ends before it is confirmed, the change stays")
        }
    }

    /// `nil` for a guard that writes nothing.
    private func place() async -> UnconfirmedFile? {
        guard let configuration = await (try? atWork())?.desk.configuration, !configuration.isDryRun else { return nil }
        return UnconfirmedFile(folder: configuration.dataFolder)
    }

    // MARK: - What time brings

    /// Takes back what nobody confirms, until the task is cancelled.
    func run() async {
        while !Task.isCancelled {
            await tick()
            try? await clock.sleep(for: .seconds(1))
        }
    }

    /// To be called every second.
    func tick() async {
        guard let guarded = try? atWork() else { return }
        if !hasLookedOnDisk { await lookOnDisk() }
        await lookAtWatched(guarded.desk)
        let wasPending = pending?.isPending ?? false
        pending?.tick(elapsed.now)
        if wasPending, pending?.isPending == false { mustRevert = true }
        if mustRevert { await revert(on: guarded) }
    }

    /// What waited when an earlier process ended is taken back: nobody knows for how long it has been in force.
    private func lookOnDisk() async {
        hasLookedOnDisk = true
        guard pending == nil, let found = await place()?.read() else { return }
        let nobody = PendingChange<ChangeOrder>.Session(address: IPAddress(v4: 0), connected: elapsed.now)
        var change = PendingChange(from: found.undo, to: found.undo, by: nobody, cuts: true, at: elapsed.now)
        change.withdraw()
        (pending, message, mustRevert) = (change, found.message, true)
    }

    private func lookAtWatched(_ desk: ControlDesk) async {
        guard !watched.isEmpty, pending?.isPending != true, !mustRevert, !isCutting else { return }
        watched.removeAll { $0.until <= elapsed.now }
        // The latest is taken for the reason. If it is not, the one before it is, once that was taken back.
        for change in watched.reversed() where await desk.isCut(change.author.address) {
            // Somebody may have made another one meanwhile.
            guard pending?.isPending != true, !isCutting else { return }
            watched.removeAll { $0 == change }
            return await wait(
                PendingChange(from: change.undo, to: change.order, by: change.author, cuts: true, at: elapsed.now),
                change.message)
        }
    }

    private func revert(on guarded: GuardAtWork) async {
        guard let undo = pending?.before else { return }
        do throws(DashboardProblem) {
            guard let type = changes.first(where: { $0.name == undo.change }) else {
                throw DashboardProblem(.wrong, "there is no change '\(undo.change)'")
            }
            let (fields, nobody) = (ChangeFields(undo.fields), Visitor.nobody(at: elapsed.now))
            let receipt = try await recorder.recording(undo.change, fields, by: nobody) {
                () async throws(DashboardProblem) in
                try await carryOut(try type.init(fields), on: guarded, by: nobody)
            }
            logger.warning("A change that nobody confirmed was taken back: \(message) Now: \(receipt.message)")
            await guarded.desk.tellReverted(message)
        } catch {
            // Somebody has taken it back in another way. A disk that is full is tried again.
            guard error.kind == .wrong || error.kind == .missing else {
                if !isComplaining { logger.error("A change that nobody confirmed stays for now: \(error.sentence)") }
                isComplaining = true
                return
            }
        }
        (mustRevert, isComplaining) = (false, false)
        let end = elapsed.now.advanced(by: Self.watching)
        for place in watched.indices { watched[place].until = max(watched[place].until, end) }
        await file(nil)
    }
}

extension Visitor {
    /// What happens because nobody said anything.
    fileprivate static func nobody(at now: Timestamp) -> Visitor {
        Visitor(role: .administrator, name: "nobody confirmed it", address: nil, connected: now, formToken: nil)
    }
}
