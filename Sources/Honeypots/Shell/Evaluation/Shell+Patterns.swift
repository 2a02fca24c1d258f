/// Patterns against texts, at their price.
extension Shell {
    /// Patterns are read with the choices of `extglob`.
    var hasChoices: Bool { scope.dialect == .bash && scope.bash.has("extglob") }

    /// Whether a pattern fits the whole of a text.
    mutating func fits(_ pattern: GlobPattern, _ text: some RandomAccessCollection<UInt8>) throws(ExpansionError)
        -> Bool
    {
        guard pattern.hasChoices else {
            guard charge(1 + pattern.elements.count &* text.count / 8) else { throw .spent }
            return pattern.matches(text)
        }
        return try ends(of: pattern, in: text, from: 0).contains(text.count)
    }

    /// Where in a text what fits a pattern may end.
    private mutating func ends(
        of pattern: GlobPattern, in text: some Collection<UInt8>, from start: Int
    ) throws(ExpansionError) -> Set<Int> {
        let before = budget.work
        var matcher = ChoiceMatcher(text, work: before)
        let ends = matcher.ends(of: pattern, from: start)
        guard !matcher.isSpent, charge(before - matcher.work) else {
            budget.exhaust()
            throw .spent
        }
        return ends
    }

    /// How much at the beginning, or at the end, of a text fits a pattern: the most, or the least; nil: nothing does.
    mutating func extent(
        of pattern: GlobPattern, in text: ByteString, fromEnd: Bool, longest: Bool
    ) throws(ExpansionError) -> Int? {
        guard pattern.hasChoices else {
            for count in longest ? Array((0...text.count).reversed()) : Array(0...text.count) {
                guard charge(8 + (pattern.elements.count + count) / 8) else { throw .spent }
                if pattern.matches(fromEnd ? text.suffix(count) : text.prefix(count)) { return count }
            }
            return nil
        }
        guard fromEnd else {
            let ends = try ends(of: pattern, in: text, from: 0)
            return longest ? ends.max() : ends.min()
        }
        for count in longest ? Array((0...text.count).reversed()) : Array(0...text.count) {
            if try fits(pattern, text.suffix(count)) { return count }
        }
        return nil
    }

    /// How many bytes at the beginning of `rest` fit, when any do: the most.
    mutating func longestMatch(
        of pattern: GlobPattern, at rest: ArraySlice<UInt8>
    ) throws(ExpansionError) -> Int? {
        guard pattern.hasChoices else {
            for count in stride(from: rest.count, to: 0, by: -1) {
                guard charge(8 + (pattern.elements.count + count) / 8) else { throw .spent }
                if pattern.matches(rest.prefix(count)) { return count }
            }
            return nil
        }
        return try ends(of: pattern, in: rest, from: 0).filter { $0 > 0 }.max()
    }
}
