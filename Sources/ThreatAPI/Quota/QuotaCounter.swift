/// One family of one key on one day, as this process knows it: what it has leased from the store and not yet spent.
///
/// A value that decides; ``QuotaLedger`` keeps it and talks to the store.
struct QuotaCounter: Equatable, Sendable {
    let day: Int64
    /// `nil`: unlimited.
    var limit: Int?
    /// Units leased by anyone, as of the last word from the store.
    private(set) var leased = 0
    /// Of those, units that this process holds and has not spent.
    private(set) var available = 0
    /// Units granted while the store could not be written, and owed to it.
    private(set) var debt = 0
    /// Whether the store has been asked at all.
    private(set) var isKnown = false
    /// When the store last had nothing to give, in epoch milliseconds.
    private var emptySince: Int64?

    /// How long an empty store is believed to be empty. Another process may give units back.
    static let emptyForMilliseconds: Int64 = 1000
    /// A lease takes this part of what remains, so that a process that dies leaves no more than that unspent.
    static let leaseDivisor = 8
    /// The most that is leased ahead of need.
    static let maximumLease = 10_000
    /// Where there is no limit, units are only counted, and what a crash leaves unspent denies nobody anything: leases
    /// are large enough that a busy client does not feel them, whether its requests take one unit each or a list.
    static let unlimitedLease = 1_000_000
    static let unlimitedRequests = 64

    init(day: Int64, limit: Int?) {
        self.day = day
        self.limit = limit
    }

    var figures: QuotaFigures { QuotaFigures(used: leased + debt - available, limit: limit, day: day) }

    enum Spending: Equatable {
        case spent
        /// The store must be asked first.
        case needsLease
        /// The day's units are gone, or fewer are left than were asked for.
        case exhausted
    }

    /// - Parameter now: epoch milliseconds.
    mutating func spend(_ units: Int, now: Int64) -> Spending {
        guard units > available || !isKnown else {
            available -= units
            return .spent
        }
        if let emptySince, now &- emptySince < Self.emptyForMilliseconds { return .exhausted }
        return .needsLease
    }

    /// Spends as many of the units as this process holds.
    ///
    /// - Returns: how many, and whether the store must be asked for the rest.
    mutating func spendPart(of units: Int, now: Int64) -> (spent: Int, needsLease: Bool) {
        guard isKnown else { return (0, true) }
        let spent = min(units, max(0, available))
        available -= spent
        guard spent < units else { return (spent, false) }
        if let emptySince, now &- emptySince < Self.emptyForMilliseconds { return (spent, false) }
        return (spent, true)
    }

    /// Units that were spent for something that then failed.
    mutating func giveBack(_ units: Int) { available += units }

    /// How many units to ask the store for when `units` are to be spent.
    func leaseSize(for units: Int) -> Int {
        guard let limit else { return max(Self.unlimitedLease, units * Self.unlimitedRequests) }
        let ahead = (limit - leased - debt) / Self.leaseDivisor
        return max(units - available, min(max(1, ahead), Self.maximumLease))
    }

    /// The store's answer to a lease.
    ///
    /// - Parameters:
    ///   - wanted: what it was asked for besides what was owed; 0 when only for the figures.
    ///   - total: units leased by anyone since the day began.
    mutating func learn(granted: Int, of wanted: Int, total: Int, now: Int64) {
        isKnown = true
        let new = max(0, granted - debt)
        debt = max(0, debt - granted)
        available += new
        leased = total
        if wanted > 0 { emptySince = new == 0 ? now : nil }
    }

    /// The store can be read and not written: what the limit leaves is granted here, and owed to the store.
    mutating func borrow(_ wanted: Int, total: Int, now: Int64) {
        isKnown = true
        leased = total
        let granted = max(0, min(wanted, limit.map { $0 - total - debt } ?? wanted))
        debt += granted
        available += granted
        if wanted > 0 { emptySince = granted == 0 ? now : nil }
    }

    /// Closes the account with the store: what is not spent goes back (positive), what was borrowed and spent is owed
    /// (negative).
    mutating func settle() -> Int {
        let borrowed = min(available, debt)
        let units = available - borrowed
        let owed = debt - borrowed
        leased += owed - units
        available = 0
        debt = 0
        isKnown = false
        return units > 0 ? units : -owed
    }
}
