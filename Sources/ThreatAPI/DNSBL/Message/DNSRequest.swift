/// What came in a packet.
enum DNSRequest {
    /// Nothing that may be answered: too short, or an answer itself. Answering answers is how two servers keep each other
    /// busy for ever.
    case ignored
    /// Nothing to answer but that.
    case fault(DNSHeader, DNSResponseCode)
    case query(DNSQuery)

    init(_ packet: UnsafeRawBufferPointer) {
        guard let header = DNSHeader(packet), !header.isResponse else {
            self = .ignored
            return
        }
        guard header.opcode == 0 else {
            self = .fault(header, .notImplemented)
            return
        }
        self = DNSQuery(header, packet).map { .query($0) } ?? .fault(header, .formatError)
    }
}

/// One question, as it stands in a packet (RFC 1035 §4.1.2).
struct DNSQuery {
    let header: DNSHeader
    /// Behind the question's name, whose bytes begin behind the header.
    let nameEnd: Int
    let type: UInt16
    let recordClass: UInt16
    let extensions: Extensions?

    /// What an OPT record says (RFC 6891 §6.1.3).
    struct Extensions {
        let version: UInt8
        /// The largest datagram that the client takes; never below 512.
        let payloadSize: Int
        /// Whether it wants DNSSEC: repeated in the answer (RFC 3225 §3).
        let wantsSecurity: Bool
    }

    /// Behind the question.
    var questionEnd: Int { nameEnd + 4 }

    /// `nil`: malformed, or not one question. As BIND does, nothing may follow what the header counts.
    init?(_ header: DNSHeader, _ packet: UnsafeRawBufferPointer) {
        guard header.questions == 1, header.answers == 0, header.authorities == 0,
            let nameEnd = packet.nameEnd(from: DNSHeader.length, mayPoint: false), nameEnd + 4 <= packet.count
        else { return nil }
        self.header = header
        self.nameEnd = nameEnd
        type = packet.word(at: nameEnd)
        recordClass = packet.word(at: nameEnd + 2)
        var position = nameEnd + 4
        var extensions: Extensions?
        for _ in 0..<header.additionals {
            // Name, type, class, time to live, length, data (RFC 1035 §4.1.3).
            guard let fields = packet.nameEnd(from: position, mayPoint: true), fields + 10 <= packet.count else {
                return nil
            }
            if packet.word(at: fields) == DNSType.opt {
                // At most one, of the root (RFC 6891 §6.1.1).
                guard extensions == nil, fields == position + 1 else { return nil }
                extensions = Extensions(
                    version: packet[fields + 5], payloadSize: max(512, Int(packet.word(at: fields + 2))),
                    wantsSecurity: packet[fields + 6] & 0x80 != 0)
            }
            position = fields + 10 + Int(packet.word(at: fields + 8))
            guard position <= packet.count else { return nil }
        }
        guard position == packet.count else { return nil }
        self.extensions = extensions
    }
}

extension UnsafeRawBufferPointer {
    /// Behind the name that begins at a position; `nil` when there is none.
    ///
    /// - Parameter mayPoint: whether it may end in a pointer, which is not followed (RFC 1035 §4.1.4).
    fileprivate func nameEnd(from start: Int, mayPoint: Bool) -> Int? {
        var position = start
        while position < count {
            let length = Int(self[position])
            if length == 0 { return position + 1 - start <= DNSName.maximumLength ? position + 1 : nil }
            if length >= 0xc0, mayPoint { return position + 2 <= count ? position + 2 : nil }
            guard length <= DNSName.maximumLabelLength else { return nil }
            position += 1 + length
        }
        return nil
    }
}
