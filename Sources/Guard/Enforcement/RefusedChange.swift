import Firewall
package import ThreatModel

/// A change that was taken back because it cut this host off, and when something like it may be tried again. A pure value.
///
/// The same lists are not tried before a pause is over, which is longer each time; other lists are tried at once, but for
/// single changes, of which there may be one every second.
package struct RefusedChange: Equatable, Sendable {
    /// Whom this host no longer got to, by name.
    package let lost: [String]
    /// When it was taken back last.
    package let since: Timestamp
    /// How many times in a row.
    package let attempts: Int
    /// Stands for the lists that were refused.
    let lists: FirewallFingerprint
    /// On the clock that measures pauses.
    let notBefore: Timestamp
    /// Whether a list or the allowlist has become another since.
    var hasNews = false

    static let firstPause = Duration.seconds(60)
    static let longestPause = Duration.seconds(3600)

    /// - Parameters:
    ///   - now: for people.
    ///   - elapsed: on the clock that measures pauses.
    init(
        lost: [String], lists: FirewallFingerprint, after earlier: RefusedChange?, at now: Timestamp, elapsed: Timestamp
    ) {
        self.lost = lost
        self.lists = lists
        since = now
        attempts = (earlier?.attempts ?? 0) + 1
        notBefore = elapsed.advanced(by: Self.pause(attempts))
    }

    /// 1, 2, 4 … minutes, at most an hour.
    static func pause(_ attempts: Int) -> Duration {
        min(firstPause * (1 << min(max(attempts - 1, 0), 10)), longestPause)
    }

    /// Whether nothing is to be tried now.
    func holdsBack(at elapsed: Timestamp) -> Bool { !hasNews && elapsed < notBefore }

    /// Whether these lists are not to be tried now.
    func holdsBack(_ lists: FirewallFingerprint, at elapsed: Timestamp) -> Bool {
        lists == self.lists && elapsed < notBefore
    }
}

extension RefusedChange: CustomStringConvertible {
    package var description: String {
        "a change was taken back because with it \(lost.joined(separator: ", ")) could not be reached; "
            + "what was in force before stays"
    }
}
