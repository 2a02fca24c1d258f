import ThreatModel

/// The lists that are kept, and how much memory they take: a value.
///
/// Unusual lists have a part of the room to themselves, so that any number of them leaves the usual ones where they are.
struct ListShelf {
    struct Entry {
        var list: PreparedList
        /// A list of an earlier version is served until then.
        var keepUntil: ContinuousClock.Instant
        var builtAt: ContinuousClock.Instant
        /// Counts uses: the smallest is the longest unused.
        var lastUse: UInt64
    }

    /// A list that was replaced, which answers under way may still hold.
    private struct Retired {
        weak var holder: AnyObject?
        var byteCount: Int
    }

    /// Lists of each kind, usual or not, whatever their size.
    static let mostEntries = 256

    private let byteBudget: Int
    private var entries: [ListKey: Entry] = [:]
    private var retired: [Retired] = []
    private var uses: UInt64 = 0

    /// - Parameter byteBudget: memory for usual lists; a quarter as much besides for unusual ones. The newest of each is
    ///   kept whatever its size.
    init(byteBudget: Int) { self.byteBudget = byteBudget }

    subscript(key: ListKey) -> Entry? { entries[key] }

    mutating func use(_ key: ListKey) {
        uses += 1
        entries[key]?.lastUse = uses
    }

    mutating func put(_ list: PreparedList, under key: ListKey, keepUntil: ContinuousClock.Instant) {
        if let old = entries[key] { retire(old.list) }
        uses += 1
        entries[key] = Entry(list: list, keepUntil: keepUntil, builtAt: .now, lastUse: uses)
        evict(areUsual: key.isUsual)
    }

    /// Bytes of lists that are no longer kept and still being sent.
    mutating func retiredByteCount() -> Int {
        retired.removeAll { $0.holder == nil }
        guard !retired.isEmpty else { return 0 }
        // A text lives on in its compressed forms, which may well be kept longer: that is no answer under way.
        let kept = Set(entries.values.compactMap { $0.list.text.map { ObjectIdentifier($0) } })
        return retired.reduce(0) { sum, list in
            guard let holder = list.holder, !kept.contains(ObjectIdentifier(holder)) else { return sum }
            return sum + list.byteCount
        }
    }

    /// Addresses are held by the texts made of them, and counted with those.
    private mutating func retire(_ list: PreparedList) {
        if case .addresses = list { return }
        retired.removeAll { $0.holder == nil }
        retired.append(Retired(holder: list.holder, byteCount: list.byteCount))
    }

    /// Drops the longest unused lists of a kind until the rest of them fits.
    private mutating func evict(areUsual: Bool) {
        let kind = entries.filter { $0.key.isUsual == areUsual }
        var bytes = kind.values.reduce(0) { $0 + $1.list.byteCount }
        var count = kind.count
        let budget = areUsual ? byteBudget : byteBudget / 4
        guard bytes > budget || count > Self.mostEntries else { return }
        for (key, entry) in kind.sorted(by: { $0.value.lastUse < $1.value.lastUse })
        where (bytes > budget || count > Self.mostEntries) && entry.lastUse != uses {
            bytes -= entry.list.byteCount
            count -= 1
            retire(entry.list)
            entries[key] = nil
        }
    }
}
