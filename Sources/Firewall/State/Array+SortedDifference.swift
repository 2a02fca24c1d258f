extension Array {
    /// What must be taken out of this sorted array and put into it to make it `target`, in linear time; `nil` when that
    /// is more than `limit` elements.
    @inline(__always)
    func difference(
        to target: [Element], limit: Int, by precedes: (Element, Element) -> Bool
    ) -> (removing: [Element], adding: [Element])? {
        var removing: [Element] = []
        var adding: [Element] = []
        var old = 0
        var new = 0
        return withUnsafeBufferPointer { olds in
            target.withUnsafeBufferPointer { news in
                while old < olds.count || new < news.count {
                    if new == news.count || old < olds.count && precedes(olds[old], news[new]) {
                        removing.append(olds[old])
                        old += 1
                    } else if old == olds.count || precedes(news[new], olds[old]) {
                        adding.append(news[new])
                        new += 1
                    } else {
                        old += 1
                        new += 1
                        continue
                    }
                    if removing.count + adding.count > limit { return nil }
                }
                return (removing, adding)
            }
        }
    }

    /// This sorted array without the elements of one sorted array and with those of another, in linear time; `nil` when
    /// one to be removed is not there, or one to be added stays there.
    @inline(__always)
    func removing(
        _ removing: [Element], adding: [Element], by precedes: (Element, Element) -> Bool
    ) -> [Element]? {
        var result: [Element] = []
        result.reserveCapacity(count - Swift.min(removing.count, count) + adding.count)
        var removed = 0
        var added = 0
        for element in self {
            if removed < removing.count, !precedes(element, removing[removed]) {
                guard !precedes(removing[removed], element) else { return nil }
                removed += 1
                continue
            }
            while added < adding.count, precedes(adding[added], element) {
                result.append(adding[added])
                added += 1
            }
            if added < adding.count, !precedes(element, adding[added]) { return nil }
            result.append(element)
        }
        result.append(contentsOf: adding[added...])
        return removed == removing.count ? result : nil
    }
}
