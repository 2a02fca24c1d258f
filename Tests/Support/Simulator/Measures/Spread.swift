/// How long something takes, over many cases: middle, slow tail, and how many never come to an end.
package struct Spread: Sendable {
    private var values: [Double] = []
    private var endless = 0

    package init() {}

    /// - Parameter value: `nil` for a case that did not end.
    package mutating func note(_ value: Double?) {
        if let value { values.append(value) } else { endless += 1 }
    }

    package var count: Int { values.count + endless }

    /// Of all cases, those that never ended; `nan` without any.
    package var endlessShare: Double { count == 0 ? .nan : Double(endless) / Double(count) }

    /// What that share of all cases does not exceed; infinite when so many never ended.
    package func quantile(_ share: Double) -> Double {
        guard count > 0 else { return .nan }
        let place = min(count - 1, Int(share * Double(count)))
        return place < values.count ? values.sorted()[place] : .infinity
    }
}
