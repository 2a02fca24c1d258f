extension Array {
    /// The index of the first element that satisfies `isAfter`, or the count; O(log n).
    ///
    /// - Precondition: the elements that satisfy it all stand behind those that do not.
    @inlinable
    func partitioningIndex(where isAfter: (Element) -> Bool) -> Int {
        var low = 0
        var high = count
        while low < high {
            let middle = (low &+ high) / 2
            if isAfter(self[middle]) { high = middle } else { low = middle &+ 1 }
        }
        return low
    }
}
