extension AddressMemory {
    /// Takes note of an event and says whether it completes the behaviour: when, and who is to be believed for it.
    ///
    /// - Parameter marks: the event's, all of this rule.
    mutating func note(
        _ marks: ArraySlice<AddressObservation.Mark>, at time: Int64, by witness: AddressWitness, for rule: AddressRule
    ) -> (at: Int64, witness: AddressWitness)? {
        guard !covers(time, witness.standing, window: rule.window) else { return nil }
        for mark in marks {
            let leaf = rule.leaves[mark.place.leaf]
            // One event with a value is as good as many.
            let needed = leaf.value == nil ? leaf.atLeast : 1
            insert(
                Entry(at: time, leaf: mark.place.leaf, value: mark.value, group: mark.group, witness: witness),
                needed: needed, window: rule.window)
        }
        defer { trim(to: AddressDetection.maximumEntries) }
        guard entries.count >= rule.condition.fewestEntries else { return nil }
        for standing in AddressWitness.Standing.allCases where standing >= witness.standing {
            guard !covers(time, standing, window: rule.window) else { return nil }
            if let completion = completion(around: time, rule, upTo: standing) {
                show(at: completion.at, standing, window: rule.window)
                return completion
            }
        }
        return nil
    }

    /// The first moment from `time` on at which the condition is met, in a window that holds `time`.
    private func completion(
        around time: Int64, _ rule: AddressRule, upTo standing: AddressWitness.Standing
    ) -> (at: Int64, witness: AddressWitness)? {
        let usable = entries.filter {
            $0.witness.standing <= standing && abs($0.at - time) <= rule.window
                && !covers($0.at, standing, window: rule.window)
        }
        for (index, entry) in usable.enumerated() where entry.at >= time {
            // Of events at the same time, the last stands for all.
            guard index + 1 == usable.count || usable[index + 1].at > entry.at else { continue }
            let window = usable[...index].drop { $0.at < entry.at - rule.window }
            guard window.count >= rule.condition.fewestEntries, rule.condition.isMet(by: window) else { continue }
            let witness = window.first { $0.witness.standing == standing }?.witness
            return (entry.at, witness ?? .own)
        }
        return nil
    }
}

extension AddressCondition {
    /// Whether events within one window meet it.
    func isMet(by entries: ArraySlice<AddressMemory.Entry>) -> Bool {
        switch self {
        case .all(let parts): return parts.allSatisfy { $0.isMet(by: entries) }
        case .any(let parts): return parts.contains { $0.isMet(by: entries) }
        case .count(let leaf, let least): return entries.count { $0.leaf == leaf } >= least
        case .distinct(let leaf, let least):
            let values = entries.filter { $0.leaf == leaf }.map { ($0.group, $0.value) }.sorted(by: <)
            var (count, previous): (Int, (UInt64, UInt64)?) = (0, nil)
            for value in values {
                if let previous, previous == value { continue }
                count = previous?.0 == value.0 ? count + 1 : 1
                if count >= least { return true }
                previous = value
            }
            return false
        }
    }
}
