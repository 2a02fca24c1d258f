package import ThreatModel

/// When a machine was started. Machines are restarted now and then, so that no sensor shows an uptime of years, and two
/// sensors never share one; between restarts the uptime grows with the clock.
package struct BootHistory: Hashable, Sendable {
    /// Seconds between two restarts.
    package let period: Int64
    /// Seconds since the epoch of one of the restarts.
    private let phase: Int64

    init(days: ClosedRange<Int>, _ generator: inout SeededGenerator) {
        let lower = days.lowerBound * 86_400
        period = Int64(generator.number(in: lower...days.upperBound * 86_400))
        phase = Int64(generator.below(Int(period)))
    }

    /// The last restart before `now`.
    package func bootTime(at now: Timestamp) -> Timestamp {
        let seconds = now.seconds
        var age = (seconds - phase) % period
        if age < 0 { age += period }
        return Timestamp(milliseconds: (seconds - age - Self.leastUptime) * 1000)
    }

    package func uptime(at now: Timestamp) -> Duration { now.since(bootTime(at: now)) }

    /// Nobody ever finds the machine just started: that would draw attention.
    private static let leastUptime: Int64 = 5 * 3600
}
