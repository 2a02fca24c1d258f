/// How many lines about packets may be written, so that a flood of packets does not become a flood of lines. A value.
struct LineBudget: Equatable {
    /// A second.
    static let lines = 50

    private var left = lines
    private(set) var withheld = 0

    init() {}

    /// Whether one more line may be written.
    mutating func spend() -> Bool {
        guard left > 0 else {
            withheld += 1
            return false
        }
        left -= 1
        return true
    }

    /// A second is over. Returns how many lines were not written in it.
    mutating func renew() -> Int {
        defer { (left, withheld) = (Self.lines, 0) }
        return withheld
    }
}
