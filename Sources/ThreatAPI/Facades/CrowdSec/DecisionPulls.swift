import IPNetworks
import Synchronization
import ThreatModel

/// How far every bouncer has come with the list it follows, since the protocol gives it no cursor to hold.
///
/// A bouncer is known by its key, its address, what it calls itself and what it asks for. What is remembered is bounded, and
/// gone when the server restarts: a bouncer that is not known is sent everything, with what left the list of late.
final class DecisionPulls: Sendable {
    /// Bouncers remembered: some 150 bytes each. Of more, the one unheard of for longest is forgotten.
    static let mostBouncers = 4096
    /// Of one key: who makes up programs and filters forgets its own bouncers, not those of others.
    static let mostOfOneKey = 64
    /// Starts of one bouncer a UTC day for which it pays only what it was not sent that day.
    static let cheapStarts = 24

    struct Bouncer: Hashable, Sendable {
        var credential: Int64
        var address: IPAddress?
        /// A hash of its `User-Agent`.
        var program: Int
        var filter: ListFilter
    }

    struct Pull: Equatable, Sendable {
        /// The change up to which everything was told.
        var sequence: UInt64
        /// The change up to which removals were told, where additions had to wait for quota.
        var removals: UInt64
        /// When it was last sent everything.
        var startedAt: Timestamp
    }

    /// What a bouncer paid for on a day.
    fileprivate struct Account {
        var day: Int64 = .min
        var starts = 0
        /// Addresses of the largest list it was sent.
        var paid = 0
    }

    fileprivate struct Entry {
        var pull: Pull?
        var account = Account()
        var lastUse: UInt64 = 0
    }

    fileprivate struct State {
        var entries: [Bouncer: Entry] = [:]
        var uses: UInt64 = 0
    }

    // Held for a dictionary access on each pull.
    private let state = Mutex(State())
    private let capacity: Int

    init(capacity: Int = mostBouncers) { self.capacity = capacity }

    /// Where a bouncer stands; `nil` when that is not known.
    func pull(of bouncer: Bouncer) -> Pull? { state.withLock { $0.entries[bouncer]?.pull } }

    /// Notes what a bouncer has been sent.
    func note(_ pull: Pull, of bouncer: Bouncer) { update(bouncer) { $0.pull = pull } }

    /// Addresses of a whole list that cost nothing, because the bouncer was sent as many already on that day.
    func paid(by bouncer: Bouncer, day: Int64) -> Int {
        state.withLock { state in
            guard let account = state.entries[bouncer]?.account, account.day == day,
                account.starts < Self.cheapStarts
            else { return 0 }
            return account.paid
        }
    }

    /// Notes that a whole list of so many addresses was paid for.
    func notePaid(_ count: Int, by bouncer: Bouncer, day: Int64) {
        update(bouncer) { entry in
            if entry.account.day != day { entry.account = Account(day: day) }
            entry.account.starts += 1
            entry.account.paid = max(entry.account.paid, count)
        }
    }

    var count: Int { state.withLock { $0.entries.count } }

    private func update(_ bouncer: Bouncer, _ body: (inout Entry) -> Void) {
        state.withLock { state in
            state.uses += 1
            let isNew = state.entries[bouncer] == nil
            var entry = state.entries[bouncer] ?? Entry()
            entry.lastUse = state.uses
            body(&entry)
            state.entries[bouncer] = entry
            guard isNew else { return }
            state.forgetOldest(beyond: Self.mostOfOneKey) { $0.credential == bouncer.credential }
            state.forgetOldest(beyond: capacity) { _ in true }
        }
    }
}

extension DecisionPulls.State {
    /// Forgets the bouncer of a kind that was unheard of for longest, when there are more than so many.
    fileprivate mutating func forgetOldest(beyond count: Int, _ isMeant: (DecisionPulls.Bouncer) -> Bool) {
        let meant = entries.filter { isMeant($0.key) }
        guard meant.count > count, let oldest = meant.min(by: { $0.value.lastUse < $1.value.lastUse }) else { return }
        entries[oldest.key] = nil
    }
}
