/// What a sensor may use, altogether.
package struct SensorLimits: Hashable, Sendable {
    package var admission = AdmissionLimits()
    package var visits = VisitLimits()
    package var spool = SpoolLimits()
    package var quarantine = QuarantineLimits()
    /// How long a sensor that is stopped goes on delivering what is left.
    package var farewell: Duration = .seconds(3)

    package init() {}
}
