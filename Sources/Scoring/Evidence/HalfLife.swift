import Glibc

/// How fast a kind of evidence fades. Sums of fading evidence are kept, not their parts, so these two belong to the
/// evidence itself: a policy that names others is refused, and changing one means a new encoding of ``Evidence``.
package struct HalfLife: Hashable, Sendable {
    package let days: Int

    /// What sensors saw.
    package static let sightings = HalfLife(days: 30)
    /// What contributors reported.
    package static let reports = HalfLife(days: 14)

    /// What remains of 1 after so many hours.
    package func remaining(after hours: Int) -> Double { exp2(-Double(hours) / Double(days * 24)) }

    /// What an age less by so many days multiplies a weight with.
    package func renewal(days renewed: Int) -> Double { exp2(Double(renewed) / Double(days)) }

    /// The logarithm of a value's weight on a scale shared by all hours: since everything fades alike, whoever is ahead on
    /// this scale is ahead at every later moment.
    package func standing(of value: Double, at hour: UTCHour) -> Double {
        log2(value) + Double(hour.number) / Double(days * 24)
    }

    /// Adds to a sum that is faded as of its latest hour. What is added may be older: it joins already faded.
    func add(_ value: Double, at hour: UTCHour, to sum: inout Double, of last: inout UTCHour) {
        if hour >= last {
            sum = sum * remaining(after: hour.age(of: last)) + value
            last = hour
        } else {
            sum += value * remaining(after: last.age(of: hour))
        }
    }
}
