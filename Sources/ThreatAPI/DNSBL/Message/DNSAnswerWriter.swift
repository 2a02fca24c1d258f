/// Writes one answer into memory that it is given. Never beyond it: what does not fit is told by ``fits``.
struct DNSAnswerWriter {
    private let room: UnsafeMutableRawBufferPointer
    private(set) var position = 0
    private var limit: Int
    /// Whether everything written so far is there.
    private(set) var fits = true

    private var answers: UInt16 = 0
    private var authorities: UInt16 = 0
    private var hasQuestion = false

    init(_ room: UnsafeMutableRawBufferPointer, limit: Int) {
        self.room = room
        self.limit = min(limit, room.count)
    }

    // MARK: Parts of a message

    /// Room for the header, which is written last; then the question with its letters as they came, so that whoever
    /// varies their case recognises it.
    mutating func begin(questionOf query: DNSQuery, in packet: UnsafeRawBufferPointer) {
        skip(DNSHeader.length)
        put(packet[DNSHeader.length..<query.questionEnd])
        hasQuestion = true
        if query.extensions != nil { limit -= Self.extensionsLength }
    }

    /// Writes records, or none of them when they do not all fit.
    ///
    /// - Returns: whether they did.
    mutating func answers(_ write: (inout DNSAnswerWriter) -> Int) -> Bool {
        guard let count = whole(write) else { return false }
        answers = UInt16(truncatingIfNeeded: count)
        return true
    }

    /// The same, of the section in which a zone speaks of itself.
    mutating func authorities(_ write: (inout DNSAnswerWriter) -> Int) -> Bool {
        guard let count = whole(write) else { return false }
        authorities = UInt16(truncatingIfNeeded: count)
        return true
    }

    private mutating func whole(_ write: (inout DNSAnswerWriter) -> Int) -> Int? {
        let start = position
        let count = write(&self)
        guard !fits else { return count }
        position = start
        fits = true
        return nil
    }

    /// Ends the message.
    ///
    /// - Returns: its length; 0 when not even the header and the question fit.
    mutating func end(
        _ header: DNSHeader, _ code: DNSResponseCode, extensions: DNSQuery.Extensions?, isAuthoritative: Bool = false,
        isTruncated: Bool = false
    ) -> Int {
        if position == 0 { skip(DNSHeader.length) }
        if let extensions {
            limit += Self.extensionsLength
            put(byte: 0)
            put(DNSType.opt)
            put(Self.payloadSize)
            put(byte: UInt8(truncatingIfNeeded: code.rawValue >> 4))
            put(byte: 0)
            put(extensions.wantsSecurity ? 0x8000 : 0)
            put(0)
        }
        guard fits else { return 0 }
        let length = position
        position = 0
        put(header.id)
        put(
            DNSHeader.responseFlag | header.flags & DNSHeader.repeatedFlags
                | (isAuthoritative ? DNSHeader.authoritativeFlag : 0) | (isTruncated ? DNSHeader.truncatedFlag : 0)
                | code.rawValue & 0xf)
        put(hasQuestion ? 1 : 0)
        put(answers)
        put(authorities)
        put(extensions == nil ? 0 : 1)
        position = length
        return length
    }

    /// The largest datagram taken here: what passes everywhere without fragments (DNS Flag Day 2020).
    static let payloadSize: UInt16 = 1232
    private static let extensionsLength = 11

    /// A record of a name that stands in the question: everything before its data.
    mutating func record(at nameStart: Int, _ type: UInt16, timeToLive: UInt32, dataLength: Int) {
        pointer(to: nameStart)
        put(type)
        put(DNSType.internetClass)
        put(UInt16(truncatingIfNeeded: timeToLive >> 16))
        put(UInt16(truncatingIfNeeded: timeToLive))
        put(UInt16(truncatingIfNeeded: dataLength))
    }

    /// A pointer to a name in the question (RFC 1035 §4.1.4), whose length keeps it below 2¹⁴.
    mutating func pointer(to position: Int) { put(0xc000 | UInt16(truncatingIfNeeded: position) & 0x3fff) }

    // MARK: Bytes

    mutating func put(byte: UInt8) {
        guard position < limit else {
            fits = false
            return
        }
        room[position] = byte
        position += 1
    }

    /// In network order.
    mutating func put(_ word: UInt16) {
        put(byte: UInt8(truncatingIfNeeded: word >> 8))
        put(byte: UInt8(truncatingIfNeeded: word))
    }

    /// In network order.
    mutating func put(number: UInt32) {
        put(UInt16(truncatingIfNeeded: number >> 16))
        put(UInt16(truncatingIfNeeded: number))
    }

    mutating func put(_ bytes: some Collection<UInt8>) {
        for byte in bytes { put(byte: byte) }
    }

    private mutating func skip(_ count: Int) {
        guard position + count <= limit else {
            fits = false
            return
        }
        position += count
    }
}
