/// Sessions that sensors of the operator's own saw, as far as they fade.
package struct OwnSessions: Equatable, Sendable {
    package internal(set) var count: UInt32
    /// As of ``last``, each faded by its age then.
    package internal(set) var faded: Double
    package internal(set) var last: UTCHour

    init(count: UInt32, faded: Double, last: UTCHour) {
        self.count = count
        self.faded = faded
        self.last = last
    }

    init(at hour: UTCHour) { self.init(count: 1, faded: 1, last: hour) }

    mutating func add(at hour: UTCHour) {
        count = count == .max ? .max : count + 1
        HalfLife.sightings.add(1, at: hour, to: &faded, of: &last)
    }
}
