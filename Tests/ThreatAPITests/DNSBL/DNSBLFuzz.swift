import IPNetworks

#if canImport(ThreatAPI)
    @testable import ThreatAPI
#endif

/// What must hold for every packet, whatever its bytes. Runs in the tests and under libFuzzer (`script/fuzz dns`).
enum DNSBLFuzz {
    /// The first promise that is broken for `bytes`, if any.
    static func violation(in bytes: [UInt8]) -> String? {
        guard let name = DNSName("bl.test"), let server = DNSName("ns.test") else { return "no names" }
        let responder = DNSBLResponder(zone: DNSBLZone(name: name, timeToLive: 60, nameServers: [server]))
        // A third of all addresses, so that inputs find listed ones.
        var listing = EveryThird()
        listing.reason = String(repeating: "x", count: bytes.count % 300)
        for transport in [.datagram, .hurriedDatagram, .stream] as [DNSBLResponder.Transport] {
            let (answer, reply) = responder.answer(bytes, over: transport, from: listing)
            if let broken = violation(answer, reply, to: bytes, transport) { return broken }
        }
        return nil
    }

    private static func violation(
        _ answer: DNSBLResponder.Answer, _ reply: [UInt8], to bytes: [UInt8], _ transport: DNSBLResponder.Transport
    ) -> String? {
        guard !reply.isEmpty else {
            return answer.outcome == .ignored ? nil : "\(answer.outcome) without an answer"
        }
        guard bytes.count >= 12, bytes[2] & 0x80 == 0 else { return "answered what is no question" }
        guard let message = DNSMessage(reply) else { return "an answer that cannot be read" }
        guard reply[..<2] == bytes[..<2], reply[2] & 0x80 != 0 else { return "not the answer to this question" }
        guard reply[2] & 0x79 == bytes[2] & 0x79 else { return "opcode or recursion are not repeated" }
        if message.question != nil, !bytes[12...].starts(with: DNSMessage.question(of: reply)) {
            return "the question is another one"
        }
        switch transport {
        case .datagram:
            guard reply.count <= 2 * bytes.count, reply.count <= 1232 else {
                return "\(bytes.count) make \(reply.count)"
            }
        case .hurriedDatagram:
            guard reply.count <= bytes.count, message.answers.isEmpty else { return "hurried, and longer" }
        case .stream:
            guard !message.isTruncated else { return "truncated over TCP" }
        }
        guard message.answers.isEmpty || message.isAuthoritative && message.code == 0 else {
            return "answers of others"
        }
        return nil
    }

    private struct EveryThird: DNSBLSource {
        var reason = ""
        let serial: UInt32 = .max

        func confidence(of address: IPAddress) -> UInt8? {
            address.low.isMultiple(of: 3) ? UInt8(address.low % 101) : nil
        }

        func writeReason(of address: IPAddress, to text: inout DNSBLText) { text.append(reason.utf8) }
    }
}

extension DNSMessage {
    /// The bytes of the question in a message.
    static func question(of message: [UInt8]) -> ArraySlice<UInt8> {
        var position = 12
        while message[position] != 0 { position += 1 + Int(message[position]) }
        return message[12..<position + 5]
    }
}
