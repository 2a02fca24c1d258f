/// What became of the packets that the kernel meant for a listener.
package struct PacketLogStatistics: Equatable, Sendable {
    /// Handed on.
    package var packets: UInt64 = 0
    /// Copied by the kernel but not received, by the gaps in its numbers.
    package var lost: UInt64 = 0
    /// How often the socket's queue ran full.
    package var overruns: UInt64 = 0
    /// Without a whole IP header.
    package var malformed: UInt64 = 0

    package init() {}
}
