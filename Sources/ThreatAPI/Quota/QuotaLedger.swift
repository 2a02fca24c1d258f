import Store
import Synchronization
import ThreatModel

/// Spends quotas in memory from leases that the store has granted, so that the limit holds for all processes together
/// and for all restarts, and no request waits for the store but the one that finds the lease used up.
///
/// Days are UTC days; a counter of an earlier day is replaced by a fresh one, its unspent units go back to the store.
final class QuotaLedger: Sendable {
    /// The units cannot be had today.
    struct Exhausted: Error, Equatable {
        var figures: QuotaFigures
    }

    private struct State {
        var counters: [QuotaKey: QuotaCounter] = [:]
        /// What the store is to be told of counters that are closed: units to return, or (negative) owed.
        var settlements: [(key: QuotaKey, day: Int64, units: Int)] = []
        var leasing: [QuotaKey: [CheckedContinuation<Void, any Error>]] = [:]
    }

    private let store: any Store
    private let clock: any WallClock
    // Held for one subtraction on every metered request.
    private let state = Mutex(State())

    init(store: any Store, clock: any WallClock) {
        self.store = store
        self.clock = clock
    }

    enum Spending: Equatable {
        case spent(QuotaFigures)
        case needsLease
        case exhausted(QuotaFigures)
    }

    /// Spends at once what the lease in memory holds.
    func spend(_ units: Int, of key: QuotaKey, limit: Int?) -> Spending {
        state.withLock { state in
            // Read under the lock: two threads that straddle midnight must not turn the day back.
            let now = clock.now
            return withCounter(key, limit: limit, at: now, in: &state) { counter in
                switch counter.spend(units, now: now.milliseconds) {
                case .spent: .spent(counter.figures)
                case .needsLease: .needsLease
                case .exhausted: .exhausted(counter.figures)
                }
            }
        }
    }

    /// Asks the store for units, so that ``spend(_:of:limit:)`` finds them; for 0 units only for the figures.
    func prepare(_ units: Int, of key: QuotaKey, limit: Int?) async throws {
        try await lease(units, of: key, limit: limit)
    }

    /// Spends, asking the store when the lease does not hold enough.
    ///
    /// - Throws: ``Exhausted``, or the store's error.
    func spendWaiting(_ units: Int, of key: QuotaKey, limit: Int?) async throws -> QuotaFigures {
        while true {
            switch spend(units, of: key, limit: limit) {
            case .spent(let figures): return figures
            case .exhausted(let figures): throw Exhausted(figures: figures)
            case .needsLease: try await lease(units, of: key, limit: limit)
            }
        }
    }

    /// Spends as many of the units as the limit leaves, asking the store where the lease does not hold them: nobody else
    /// can have them then.
    ///
    /// - Throws: the store's error; nothing is spent then.
    func spendUpTo(_ units: Int, of key: QuotaKey, limit: Int?) async throws -> (spent: Int, figures: QuotaFigures) {
        var spent = 0
        // With the figures of each, because midnight may come in between.
        var parts: [(units: Int, figures: QuotaFigures)] = []
        while true {
            let (part, needsLease, figures) = state.withLock { state in
                let now = clock.now
                return withCounter(key, limit: limit, at: now, in: &state) { counter in
                    let (part, needsLease) = counter.spendPart(of: units - spent, now: now.milliseconds)
                    return (part, needsLease, counter.figures)
                }
            }
            spent += part
            parts.append((part, figures))
            guard needsLease else { return (spent, figures) }
            do {
                try await lease(units - spent, of: key, limit: limit)
            } catch {
                for part in parts { giveBack(part.units, of: key, spent: part.figures) }
                throw error
            }
        }
    }

    /// Gives back what was spent for a request that then failed.
    ///
    /// - Parameter figures: what the spending answered: units of a day that is over do not add to those of the next.
    func giveBack(_ units: Int, of key: QuotaKey, spent figures: QuotaFigures) {
        state.withLock { state in
            // The day's counter is here as long as the day lasts, unless a settlement closed it.
            if state.counters[key]?.day == figures.day {
                state.counters[key]?.giveBack(units)
            } else {
                state.settlements.append((key, figures.day, units))
            }
        }
    }

    /// The figures as far as they are known without asking the store; `nil` when it must be asked.
    func knownFigures(of key: QuotaKey, limit: Int?) -> QuotaFigures? {
        state.withLock { state in
            withCounter(key, limit: limit, at: clock.now, in: &state) { $0.isKnown ? $0.figures : nil }
        }
    }

    func figures(of key: QuotaKey, limit: Int?) async throws -> QuotaFigures {
        while true {
            if let figures = knownFigures(of: key, limit: limit) { return figures }
            try await lease(0, of: key, limit: limit)
        }
    }

    /// Closes all accounts with the store: at a graceful stop.
    func settleAll() async throws { try await settle { _ in true } }

    /// Closes the accounts of days that are over, and those that owe the store something.
    func settleOld() async throws {
        let today = clock.now.day
        try await settle { $0.day != today || $0.debt > 0 }
    }

    private func settle(_ isDue: (QuotaCounter) -> Bool) async throws {
        let settlements = state.withLock { state in
            for (key, var counter) in state.counters where isDue(counter) {
                close(&counter, of: key, in: &state)
                state.counters[key] = nil
            }
            defer { state.settlements.removeAll() }
            return state.settlements
        }
        guard !settlements.isEmpty else { return }
        do {
            try await store.write { transaction in
                for (key, day, units) in settlements {
                    if units > 0 {
                        try transaction.returnQuota(of: key.credential, family: key.family, day: day, units: units)
                    } else {
                        _ = try transaction.leaseQuota(
                            of: key.credential, family: key.family, day: day, wanted: -units, limit: nil)
                    }
                }
            }
        } catch {
            state.withLock { $0.settlements += settlements }
            throw error
        }
    }

    private func close(_ counter: inout QuotaCounter, of key: QuotaKey, in state: inout State) {
        let units = counter.settle()
        if units != 0 { state.settlements.append((key, counter.day, units)) }
    }

    // MARK: Leases

    /// Asks the store. Whoever needs the same counter meanwhile waits for the same answer.
    private func lease(_ units: Int, of key: QuotaKey, limit: Int?) async throws {
        let request: (wanted: Int, now: Timestamp)? = state.withLock { state in
            guard state.leasing[key] == nil else { return nil }
            state.leasing[key] = []
            let now = clock.now
            guard units > 0 else { return (0, now) }
            return (withCounter(key, limit: limit, at: now, in: &state) { $0.leaseSize(for: units) }, now)
        }
        guard let (wanted, now) = request else { return try await waitForLease(of: key) }
        let result: Result<Void, any Error>
        do {
            result = .success(try await ask(wanted, of: key, limit: limit, at: now))
        } catch {
            result = .failure(error)
        }
        let waiting = state.withLock { $0.leasing.removeValue(forKey: key) ?? [] }
        for continuation in waiting { continuation.resume(with: result) }
        try result.get()
    }

    private func waitForLease(of key: QuotaKey) async throws {
        try await withCheckedThrowingContinuation { (continuation: CheckedContinuation<Void, any Error>) in
            let isWaiting = state.withLock { state in
                state.leasing[key]?.append(continuation) != nil
            }
            if !isWaiting { continuation.resume() }
        }
    }

    private func ask(_ wanted: Int, of key: QuotaKey, limit: Int?, at now: Timestamp) async throws {
        let debt = state.withLock { $0.counters[key]?.debt ?? 0 }
        do {
            let (granted, total) = try await store.write { transaction in
                let granted = try transaction.leaseQuota(
                    of: key.credential, family: key.family, day: now.day, wanted: wanted + debt, limit: limit)
                let use = try transaction.quotaUse(of: key.credential, day: now.day)
                return (granted, use[key.family] ?? 0)
            }
            state.withLock { state in
                if let day = state.counters[key]?.day, day != now.day {
                    // The day ended while the store was asked.
                    if granted > 0 { state.settlements.append((key, now.day, granted)) }
                } else {
                    withCounter(key, limit: limit, at: now, in: &state) { counter in
                        counter.learn(granted: granted, of: wanted, total: total, now: now.milliseconds)
                    }
                }
            }
        } catch {
            // Reading goes on while nothing can be written: on a full disk, for one. What is granted meanwhile is owed.
            let total = try await store.read { try $0.quotaUse(of: key.credential, day: now.day)[key.family] ?? 0 }
            state.withLock { state in
                guard (state.counters[key]?.day ?? now.day) == now.day else { return }
                withCounter(key, limit: limit, at: now, in: &state) { counter in
                    counter.borrow(wanted, total: total, now: now.milliseconds)
                }
            }
        }
    }

    private func withCounter<Result>(
        _ key: QuotaKey, limit: Int?, at now: Timestamp, in state: inout State,
        _ body: (inout QuotaCounter) -> Result
    ) -> Result {
        var counter = state.counters[key] ?? QuotaCounter(day: now.day, limit: limit)
        if counter.day != now.day {
            close(&counter, of: key, in: &state)
            counter = QuotaCounter(day: now.day, limit: limit)
        }
        counter.limit = limit
        defer { state.counters[key] = counter }
        return body(&counter)
    }
}
