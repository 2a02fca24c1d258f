extension RandomAccessCollection where Element: Comparable {
    /// The first index whose element is not less than `element`; `endIndex` when there is none.
    ///
    /// - Precondition: ascending.
    @inline(__always)
    func firstIndex(notLessThan element: Element) -> Index {
        var low = startIndex
        var count = self.count
        while count > 0 {
            let half = count / 2
            let middle = index(low, offsetBy: half)
            if self[middle] < element {
                low = index(after: middle)
                count -= half + 1
            } else {
                count = half
            }
        }
        return low
    }

    /// The first index whose element is greater than `element`; `endIndex` when there is none.
    ///
    /// - Precondition: ascending.
    @inline(__always)
    func firstIndex(greaterThan element: Element) -> Index {
        var low = startIndex
        var count = self.count
        while count > 0 {
            let half = count / 2
            let middle = index(low, offsetBy: half)
            if self[middle] > element {
                count = half
            } else {
                low = index(after: middle)
                count -= half + 1
            }
        }
        return low
    }
}
