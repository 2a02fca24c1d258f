import IPNetworks

/// Answers one packet: what stands in a zone of a DNS list (RFC 5782), without anything around it.
///
/// No answer to a datagram is more than twice as long as its question. Whoever forges the sender of a question gains little
/// by it; an answer that is longer is to be fetched over TCP, whose clients are who they say.
struct DNSBLResponder: Sendable {
    let zone: DNSBLZone

    /// How a packet came, which says how long its answer may be.
    enum Transport {
        case datagram
        /// From somebody who sent too many: told to come back over TCP, with as few bytes as came.
        case hurriedDatagram
        case stream
    }

    /// What became of a packet.
    struct Answer: Equatable {
        /// 0: nothing is answered.
        var length = 0
        var outcome: DNSBLOutcome
        var isTruncated = false
    }

    /// How many times longer than its question an answer may be.
    static let amplification = 2
    /// Enough for every answer.
    static let longestAnswer = 4096

    /// - Parameter room: where the answer is written; ``longestAnswer`` bytes for those over TCP, as many as the largest
    ///   datagram for others.
    func answer(
        _ packet: UnsafeRawBufferPointer, over transport: Transport, from source: some DNSBLSource,
        into room: UnsafeMutableRawBufferPointer
    ) -> Answer {
        switch DNSRequest(packet) {
        case .ignored: return Answer(outcome: .ignored)
        case .fault(let header, let code):
            var writer = DNSAnswerWriter(room, limit: packet.count)
            return Answer(length: writer.end(header, code, extensions: nil), outcome: .malformed)
        case .query(let query):
            let limit = Self.limit(query, packet.count, transport)
            var answer = Reply(query: query, packet: packet, writer: DNSAnswerWriter(room, limit: limit))
            answer.writer.begin(questionOf: query, in: packet)
            return reply(&answer, source, isHurried: transport == .hurriedDatagram)
        }
    }

    private static func limit(_ query: DNSQuery, _ length: Int, _ transport: Transport) -> Int {
        switch transport {
        case .datagram, .hurriedDatagram:
            min(
                amplification * length,
                query.extensions.map { min($0.payloadSize, Int(DNSAnswerWriter.payloadSize)) } ?? 512)
        case .stream: longestAnswer
        }
    }

    /// An answer that is being made.
    private struct Reply {
        let query: DNSQuery
        let packet: UnsafeRawBufferPointer
        var writer: DNSAnswerWriter

        mutating func end(
            _ outcome: DNSBLOutcome, _ code: DNSResponseCode = .noError, isAuthoritative: Bool = true,
            isTruncated: Bool = false
        ) -> Answer {
            let length = writer.end(
                query.header, code, extensions: query.extensions, isAuthoritative: isAuthoritative,
                isTruncated: isTruncated)
            return Answer(length: length, outcome: outcome, isTruncated: isTruncated)
        }
    }

    private func reply(_ reply: inout Reply, _ source: some DNSBLSource, isHurried: Bool) -> Answer {
        let query = reply.query
        if let version = query.extensions?.version, version > 0 {
            return reply.end(.malformed, .badVersion, isAuthoritative: false)
        }
        guard query.recordClass == DNSType.internetClass, !DNSType.meta.contains(query.type),
            let zoneStart = zone.name.start(in: reply.packet, nameEnd: query.nameEnd)
        else { return reply.end(.refused, .refused, isAuthoritative: false) }
        if isHurried { return reply.end(.hurried, isTruncated: true) }

        switch QueriedName(in: reply.packet, upTo: zoneStart) {
        case .apex: return apex(&reply, source, zoneStart)
        case .inner: return negative(&reply, .noError, source, zoneStart)
        case .unknown: return negative(&reply, .nameError, source, zoneStart)
        case .address(let address, let mayLead):
            guard let confidence = address == Self.testEntry ? 0 : source.confidence(of: address) else {
                return negative(&reply, mayLead ? .noError : .nameError, source, zoneStart)
            }
            return listed(&reply, address, DNSBLLevel(confidence: confidence), source, zoneStart)
        }
    }

    /// What every list holds, so that its users can see that it works; 127.0.0.1 is in none (RFC 5782 §5).
    private static let testEntry = IPAddress(v4: 127 << 24 | 2)

    private func listed(
        _ reply: inout Reply, _ address: IPAddress, _ level: DNSBLLevel, _ source: some DNSBLSource,
        _ zoneStart: Int
    ) -> Answer {
        let isWhole: Bool
        switch reply.query.type {
        // To ask for anything gets one of the things there are (RFC 8482 §4.1).
        case DNSType.a, DNSType.any:
            isWhole = reply.writer.answers { [zone] writer in
                writer.record(at: DNSHeader.length, DNSType.a, timeToLive: zone.timeToLive, dataLength: 4)
                writer.put(number: level.address)
                return 1
            }
        case DNSType.txt:
            isWhole = withUnsafeTemporaryAllocation(of: UInt8.self, capacity: DNSBLText.maximumLength) { room in
                var text = DNSBLText(room)
                if address == Self.testEntry {
                    text.append("The test entry of this list (RFC 5782)")
                } else {
                    source.writeReason(of: address, to: &text)
                }
                return reply.writer.answers { [zone] writer in
                    writer.record(
                        at: DNSHeader.length, DNSType.txt, timeToLive: zone.timeToLive, dataLength: text.count + 1)
                    writer.put(byte: UInt8(truncatingIfNeeded: text.count))
                    writer.put(text.bytes)
                    return 1
                }
            }
        default: return negative(&reply, .noError, source, zoneStart, outcome: .listed)
        }
        return reply.end(.listed, isTruncated: !isWhole)
    }

    private func apex(_ reply: inout Reply, _ source: some DNSBLSource, _ zoneStart: Int) -> Answer {
        let isWhole: Bool
        switch reply.query.type {
        case DNSType.soa, DNSType.any:
            let serial = source.serial
            isWhole = reply.writer.answers { [zone] in
                zone.writeAuthority(serial: serial, zoneStart: zoneStart, to: &$0)
            }
        case DNSType.ns where zone.hasNameServers:
            isWhole = reply.writer.answers { [zone] in zone.writeNameServers(zoneStart: zoneStart, to: &$0) }
        default: return negative(&reply, .noError, source, zoneStart, outcome: .zone)
        }
        return reply.end(.zone, isTruncated: !isWhole)
    }

    /// No such records, or no such name, with what says for how long that holds (RFC 2308 §2). Where there is no room for
    /// that (a short question without EDNS about a short zone) the answer is as true without, only nobody keeps it.
    private func negative(
        _ reply: inout Reply, _ code: DNSResponseCode, _ source: some DNSBLSource, _ zoneStart: Int,
        outcome: DNSBLOutcome = .unlisted
    ) -> Answer {
        let serial = source.serial
        _ = reply.writer.authorities { [zone] in zone.writeAuthority(serial: serial, zoneStart: zoneStart, to: &$0) }
        return reply.end(outcome, code)
    }
}
