import ThreatModel

extension SessionDetection {
    /// Whether a condition is met now, after an event that showed the primitives in `hits`. Every part that remembers
    /// anything is asked, so that it takes note of the event, whether or not its answer still matters.
    mutating func isMet(_ condition: Condition, by event: SessionEvent, _ hits: HitBuffer) -> Bool {
        switch condition {
        case .primitive(let index): return last(of: index) != nil
        case .all(let parts): return parts.reduce(true) { met, part in isMet(part, by: event, hits) && met }
        case .any(let parts): return parts.reduce(false) { met, part in isMet(part, by: event, hits) || met }
        case .not(let part): return !isMet(part, by: event, hits)
        case .sameEvent(let steps, let unless, let part):
            return remember(part) { memory in
                let isShown = steps.allSatisfy { Self.isHit($0, hits) } && !Self.isHit(unless, hits)
                if isShown { memory = .satisfied }
            }
        case .allWithin(let steps, let milliseconds, let part):
            guard steps.contains(where: { Self.isHit($0, hits) }) else { return isSatisfied(part) }
            let span = span(of: steps)
            return remember(part) { memory in
                if let span, span <= milliseconds { memory = .satisfied }
            }
        case .sequence(let steps, let milliseconds, let part):
            guard steps.contains(where: { Self.isHit($0, hits) }) else { return isSatisfied(part) }
            return noteSequence(steps, milliseconds, part: part, hits)
        case .count(let step, let least, let milliseconds, let part):
            guard Self.isHit(step, hits) else { return isSatisfied(part) }
            return noteCount(atLeast: least, milliseconds, part: part)
        case .distinct(let field, let step, let least, let milliseconds, let part):
            guard Self.isHit(step, hits), let hash = ValueHash(field: field, of: event) else {
                return isSatisfied(part)
            }
            return noteValue(hash.value, atLeast: least, milliseconds, part: part)
        }
    }

    private static func isHit(_ step: Condition.Step, _ hits: HitBuffer) -> Bool {
        step.contains { hits.contains(UInt32($0)) }
    }

    // MARK: Hits so far

    private func last(of primitive: Int) -> UInt32? { hits.first { $0.primitive == primitive }?.last }

    /// Milliseconds from the earliest to the latest of the steps' last hits; `nil` while one has none.
    ///
    /// Asked whenever one of them is hit, the last hits are the closest there are.
    private func span(of steps: [Condition.Step]) -> UInt32? {
        var earliest = UInt32.max
        var latest: UInt32 = 0
        for step in steps {
            guard let last = step.lazy.compactMap({ last(of: $0) }).max() else { return nil }
            earliest = min(earliest, last)
            latest = max(latest, last)
        }
        return latest - earliest
    }

    // MARK: Memories

    private func place(of part: Int) -> Int { memories.firstIndex { $0.part >= part } ?? memories.count }

    private func isSatisfied(_ part: Int) -> Bool {
        let place = place(of: part)
        return place < memories.count && memories[place].part == part && memories[place].memory == .satisfied
    }

    /// Lets `update` change what a part remembers, unless it is satisfied for good; returns whether it is then.
    private mutating func remember(_ part: Int, _ update: (inout ConditionMemory?) -> Void) -> Bool {
        let place = place(of: part)
        let isKnown = place < memories.count && memories[place].part == part
        var memory = isKnown ? memories[place].memory : nil
        guard memory != .satisfied else { return true }
        update(&memory)
        if let memory {
            if isKnown {
                memories[place].memory = memory
            } else {
                memories.insert(PartMemory(part: part, memory: memory), at: place)
            }
        }
        return memory == .satisfied
    }

    /// Keeps, for every number of steps, the latest time at which so many in order can have begun: the later, the better
    /// for what must follow within a window.
    private mutating func noteSequence(
        _ steps: [Condition.Step], _ milliseconds: UInt32?, part: Int, _ hits: HitBuffer
    ) -> Bool {
        let now = now
        return remember(part) { memory in
            var begun = [UInt32?](repeating: nil, count: steps.count)
            if case .begun(let known)? = memory, known.count == steps.count { begun = known }
            for (index, step) in steps.enumerated() where Self.isHit(step, hits) {
                guard let start = index == 0 ? now : begun[index - 1] else { continue }
                guard milliseconds.map({ now - start <= $0 }) ?? true else { continue }
                begun[index] = start
            }
            memory = begun.last == .some(nil) ? .begun(begun) : .satisfied
        }
    }

    private mutating func noteCount(atLeast least: Int, _ milliseconds: UInt32?, part: Int) -> Bool {
        let now = now
        return remember(part) { memory in
            guard let milliseconds else {
                var count: UInt32 = 1
                if case .counted(let known)? = memory { count += known }
                memory = count >= least ? .satisfied : .counted(count)
                return
            }
            var times: [UInt32] = []
            if case .times(let known)? = memory { times = known }
            times.removeAll { now - $0 > milliseconds }
            times.append(now)
            memory = times.count >= least ? .satisfied : .times(times)
        }
    }

    private mutating func noteValue(_ hash: UInt64, atLeast least: Int, _ milliseconds: UInt32?, part: Int) -> Bool {
        let now = now
        return remember(part) { memory in
            var values: [ConditionMemory.Value] = []
            if case .values(let known)? = memory { values = known }
            if let milliseconds { values.removeAll { now - $0.last > milliseconds } }
            values.removeAll { $0.hash == hash }
            values.append(ConditionMemory.Value(hash: hash, last: now))
            memory = values.count >= least ? .satisfied : .values(values)
        }
    }
}
