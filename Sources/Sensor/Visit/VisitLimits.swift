/// What one connection may cost, whatever the visitor does. What a protocol's own state may cost is in
/// ``Honeypots/HoneypotLimits``.
package struct VisitLimits: Hashable, Sendable {
    /// A visit without a byte in either direction ends after this.
    package var idle: Duration = .seconds(600)
    /// Every visit ends after this.
    package var total: Duration = .seconds(1800)
    /// A visitor who does not read what was sent is cut off after this.
    package var unread: Duration = .seconds(60)
    /// What ``idle`` and ``total`` shrink to while nearly all places are taken: a thousand silent connections then make room
    /// for one that speaks.
    package var crowdedIdle: Duration = .seconds(30)
    package var crowdedTotal: Duration = .seconds(300)
    /// How long a connection that we ended may take to be closed by the other side.
    package var linger: Duration = .seconds(2)
    /// The longest pause a honeypot gets.
    package var pause: Duration = .seconds(60)
    /// Bytes of recorded fields in one visit; events beyond are counted only.
    package var recordedBytes = 4 * 1024 * 1024
    /// Bytes of one visit that may wait to be sent: more than one line of a shell can print.
    package var unsentBytes = 3 * 1024 * 1024
    /// Bytes of all visits that may wait to be sent.
    package var totalUnsentBytes = 128 * 1024 * 1024

    /// Bytes a second sent to one visitor, in the long run: as a server on a slow line, which is not to be used up.
    package var outputRate = 2 * 1024 * 1024
    /// Bytes sent to one visitor before ``outputRate`` counts.
    package var outputBurst = 512 * 1024

    package init() {}
}
