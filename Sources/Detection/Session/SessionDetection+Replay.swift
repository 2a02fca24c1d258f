extension SessionDetection {
    /// Takes over what a replay of the same session found: its events, from the first, taken through the catalogue anew.
    /// Nothing that was known is forgotten, so a replay can only add.
    ///
    /// - Parameters:
    ///   - replay: a detection that has seen the session's events.
    ///   - isWhole: it has seen all there are so far. Otherwise what the session began, and did not finish, is as it was.
    /// - Returns: the indices of behaviours shown for the first time, ascending.
    package mutating func takeOver(
        _ replay: SessionDetection, isWhole: Bool, in catalogue: DetectionCatalogue
    ) -> [Int] {
        let compiled = catalogue.compiled
        var replay = replay
        replay.adopt(compiled)
        adopt(compiled)
        let new = replay.shown.filter { !shown.contains($0) }
        shown = (shown + new).sorted()
        takeOverHits(of: replay)
        if isWhole { memories = replay.memories }
        memories.removeAll { shown.contains(UInt32(compiled.partOwners[$0.part])) }
        start = start ?? replay.start
        now = max(now, replay.now)
        return new.map { Int($0) }
    }

    /// Of each primitive the higher count: one that was forgotten when its rule was away is found by the replay alone.
    private mutating func takeOverHits(of replay: SessionDetection) {
        for hit in replay.hits {
            let place = hits.firstIndex { $0.primitive >= hit.primitive } ?? hits.count
            if place < hits.count, hits[place].primitive == hit.primitive {
                hits[place].events = max(hits[place].events, hit.events)
                hits[place].last = max(hits[place].last, hit.last)
            } else if hits.count < Self.maximumHits {
                hits.insert(hit, at: place)
            }
        }
    }
}
