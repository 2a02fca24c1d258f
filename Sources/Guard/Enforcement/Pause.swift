package import ThreatModel

/// A time in which packets of listed addresses are let through, because somebody wants to see what happens then.
package struct Pause: Codable, Equatable, Sendable {
    package var began: Timestamp
    package var until: Timestamp

    /// Protection that is off for longer is not paused but forgotten.
    package static let longest = Duration.seconds(86_400)

    package init(began: Timestamp, until: Timestamp) {
        self.began = began
        self.until = until
    }

    /// A clock that is set back does not make it longer: then it is over.
    func isOver(at now: Timestamp) -> Bool { now >= until || now < began }
}
