/// What may be sent to one visitor before others have their turn.
struct SSHTurn: Sendable {
    /// Bytes in a turn: what encrypting takes some tenths of a millisecond.
    static let usualBytes = 32 * 1024
    /// What a packet weighs against them, however small it is.
    private static let packetWeight = 512

    /// Less than none when the last packet was larger.
    private var left: Int

    init(bytes: Int = usualBytes) { left = bytes }

    /// It is the turn of others.
    var isOver: Bool { left <= 0 }

    mutating func sent(_ bytes: Int) { left -= max(bytes, Self.packetWeight) }
}
