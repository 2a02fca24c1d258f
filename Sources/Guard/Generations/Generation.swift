package import Firewall
package import ThreatModel

/// What was in force at some moment, as it is kept on disk: enough to protect from the first moment of the next start,
/// before any source has been asked.
package struct Generation: Equatable, Sendable {
    package var number: UInt64
    package var time: Timestamp
    /// The allowed ones are left out: what must not be blocked is found out anew at each start.
    package var lists: FirewallLists

    package init(number: UInt64, time: Timestamp, lists: FirewallLists) {
        self.number = number
        self.time = time
        self.lists = lists
        self.lists.allowed4 = AddressIntervals()
        self.lists.allowed6 = AddressIntervals()
    }
}
