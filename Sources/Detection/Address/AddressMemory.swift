/// What is remembered of one address for one behaviour across its sessions. Times are epoch milliseconds.
struct AddressMemory: Equatable, Sendable {
    /// The behaviour's place among the catalogue's rules across sessions.
    let rule: Int
    /// Events that count towards it, ascending by time.
    var entries: [Entry] = []
    /// When it was shown, in the order of showing. What happened within a window of that is part of it.
    var shown: [Showing] = []

    struct Entry: Equatable, Sendable {
        let at: Int64
        let leaf: Int
        let value: UInt64
        let group: UInt64
        let witness: AddressWitness
    }

    struct Showing: Equatable, Sendable {
        let at: Int64
        let standing: AddressWitness.Standing
    }

    /// Whether a behaviour that was shown, and is believed as far or farther, includes what happened at that time.
    ///
    /// Where as many times are remembered as can be, whatever happened before them may be part of a forgotten one.
    func covers(_ time: Int64, _ standing: AddressWitness.Standing, window: Int64) -> Bool {
        guard !shown.isEmpty else { return false }
        return AddressWitness.Standing.allCases.contains { known in
            guard known <= standing else { return false }
            let times = shown.lazy.filter { $0.standing == known }.map(\.at)
            return times.contains { abs($0 - time) <= window }
                || times.count == AddressDetection.maximumShowings && times.allSatisfy { time < $0 }
        }
    }

    /// What it took is spent, except for whoever is believed more.
    mutating func show(at time: Int64, _ standing: AddressWitness.Standing, window: Int64) {
        entries.removeAll { $0.witness.standing >= standing && abs($0.at - time) <= window }
        shown.append(Showing(at: time, standing: standing))
        let times = shown.lazy.filter { $0.standing == standing }.map(\.at)
        guard times.count > AddressDetection.maximumShowings, let oldest = times.min() else { return }
        shown.removeAll { $0.standing == standing && $0.at == oldest }
    }

    /// Takes an entry in, and lets go of one that can make no difference any more.
    ///
    /// Of entries that count alike, one that has `needed` others before it and as many after it, all within one window, can
    /// go: whatever window it stands in holds enough of its neighbours.
    mutating func insert(_ entry: Entry, needed: Int, window: Int64) {
        let place = entries.lastIndex { $0.at <= entry.at }.map { $0 + 1 } ?? 0
        entries.insert(entry, at: place)
        guard entries.count > 2 * needed else { return }
        let alike = entries.indices.filter { entries[$0].countsLike(entry) }
        let middle = alike.firstIndex(of: place) ?? 0
        for index in max(needed, middle - needed)...max(needed, middle + needed) where index + needed < alike.count {
            if entries[alike[index + needed]].at - entries[alike[index - needed]].at <= window {
                entries.remove(at: alike[index])
                return
            }
        }
    }

    /// Makes room: the oldest of what is least believable goes.
    mutating func trim(to count: Int) {
        while entries.count > count {
            guard let worst = entries.map(\.witness.standing).max(),
                let oldest = entries.firstIndex(where: { $0.witness.standing == worst })
            else { return }
            entries.remove(at: oldest)
        }
    }
}

extension AddressMemory.Entry {
    /// Whether the two are interchangeable but for their time.
    func countsLike(_ other: Self) -> Bool {
        leaf == other.leaf && value == other.value && group == other.group && witness == other.witness
    }
}
