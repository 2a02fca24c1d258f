/// The twelve bytes at the beginning of every message (RFC 1035 §4.1.1).
struct DNSHeader {
    static let length = 12

    let id: UInt16
    let flags: UInt16
    let questions: UInt16
    let answers: UInt16
    let authorities: UInt16
    let additionals: UInt16

    /// `nil`: there are fewer bytes.
    init?(_ packet: UnsafeRawBufferPointer) {
        guard packet.count >= Self.length else { return nil }
        id = packet.word(at: 0)
        flags = packet.word(at: 2)
        questions = packet.word(at: 4)
        answers = packet.word(at: 6)
        authorities = packet.word(at: 8)
        additionals = packet.word(at: 10)
    }

    var isResponse: Bool { flags & Self.responseFlag != 0 }
    /// 0 is an ordinary query.
    var opcode: UInt16 { flags >> 11 & 0xf }

    static let responseFlag: UInt16 = 0x8000
    static let authoritativeFlag: UInt16 = 0x0400
    static let truncatedFlag: UInt16 = 0x0200
    /// What an answer repeats: the opcode, whether recursion is desired, and whether checking is disabled (RFC 4035 §3.2.2).
    static let repeatedFlags: UInt16 = 0x7910
}

extension UnsafeRawBufferPointer {
    /// Two bytes in network order.
    ///
    /// - Precondition: they are there.
    func word(at position: Int) -> UInt16 { UInt16(self[position]) << 8 | UInt16(self[position + 1]) }
}
