/// How many visitors are let in.
package struct AdmissionLimits: Hashable, Sendable {
    /// Visitors at the same time, all protocols together.
    package var connections = 10_000
    /// Visitors at the same time from one source: an IPv4 address, or an IPv6 network of 64 bits.
    package var connectionsPerSource = 64
    /// Connections a second from one source, in the long run.
    package var ratePerSource = 20
    /// Connections one source may make at once before ``ratePerSource`` counts.
    package var burstPerSource = 64
    /// Recorded bytes a second from one source, in the long run.
    package var bytesPerSource = 64 * 1024
    /// Recorded bytes from one source before ``bytesPerSource`` counts.
    package var byteBurstPerSource = 64 * 1024 * 1024

    package init() {}
}
