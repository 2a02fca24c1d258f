/// Copies of packets from listed addresses, handed to a listener of NFLOG.
package struct PacketLogging: Equatable, Sendable {
    /// The group that the listener binds.
    package var group: UInt16
    /// The kernel hands over no more than this, so that a flood costs a listener nothing; counters stay exact. `nil`: all.
    package var packetsPerSecond: UInt32?

    package static let defaultGroup: UInt16 = 7064
    package static let defaultRate: UInt32 = 5000

    package init(group: UInt16 = Self.defaultGroup, packetsPerSecond: UInt32? = Self.defaultRate) {
        self.group = group
        self.packetsPerSecond = packetsPerSecond.map { max($0, 1) }
    }
}
