import IPNetworks

#if canImport(ThreatAPI)
    @testable import ThreatAPI
#endif

/// A list of some addresses.
struct FixedListing: DNSBLSource {
    var confidences: [IPAddress: UInt8] = [:]
    var reason = "bad"
    var serial: UInt32 = 77

    func confidence(of address: IPAddress) -> UInt8? { confidences[address] }

    func writeReason(of address: IPAddress, to text: inout DNSBLText) { text.append(reason.utf8) }
}

extension DNSBLResponder {
    /// The answer to a packet; `nil` when there is none.
    func answer(_ packet: [UInt8], over transport: Transport, from source: some DNSBLSource) -> (Answer, [UInt8]) {
        var room = [UInt8](repeating: 0xee, count: Self.longestAnswer)
        let answer: Answer = packet.withUnsafeBytes { packet in
            room.withUnsafeMutableBytes { self.answer(packet, over: transport, from: source, into: $0) }
        }
        return (answer, Array(room[..<answer.length]))
    }
}
