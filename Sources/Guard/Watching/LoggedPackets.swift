/// What was logged of a flow since somebody last asked.
struct LoggedPackets: Equatable {
    var packets = 0
    /// Those of connections that were open before their peer was listed.
    var cut = 0

    static func += (sum: inout Self, more: Self) {
        sum.packets &+= more.packets
        sum.cut &+= more.cut
    }
}
