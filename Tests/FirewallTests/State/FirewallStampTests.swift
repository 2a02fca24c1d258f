import Testing

@testable import Firewall

@Suite struct FirewallStampTests {
    @Test(
        arguments: FirewallPolicy.Mode.allCases,
        [
            nil, PacketLogging(group: 0, packetsPerSecond: nil),
            PacketLogging(group: 65_535, packetsPerSecond: UInt32.max),
        ])
    func roundTrip(_ mode: FirewallPolicy.Mode, _ logging: PacketLogging?) {
        let stamp = FirewallStamp(
            generation: UInt64.max, fingerprint: FirewallFingerprint(value: 0xc0ffee),
            policy: FirewallPolicy(mode: mode, logging: logging))
        #expect(FirewallStamp(text: stamp.text) == stamp)
        for (isFlood, isOutbound) in [(true, false), (false, true), (true, true)] {
            var other = stamp
            (other.policy.isFloodMode, other.policy.blocksOutbound) = (isFlood, isOutbound)
            #expect(FirewallStamp(text: other.text) == other)
            #expect(other.text.utf8.count <= 126)
        }
        // The kernel keeps, and `nft` shows, no more.
        #expect(stamp.text.utf8.count <= 126)
    }

    @Test(arguments: [
        "", "sikker", "a comment of somebody else's", "sikker schema=2 generation=1 fingerprint=1 mode=drop",
        "sikker schema=1 generation=-1 fingerprint=1 mode=drop", "sikker schema=1 generation=1 fingerprint=x mode=drop",
        "sikker schema=1 generation=1 fingerprint=1 mode=reject", "sikker schema=1 generation=1 mode=drop",
        "sikker schema=1 generation=1 fingerprint=1 mode=drop log=70000", "sikker schema=1 generation=1 fingerprint",
    ])
    func otherText(_ text: String) {
        #expect(FirewallStamp(text: text) == nil)
    }

    @Test func wordsOfLaterVersionsAreNoMisfit() throws {
        let stamp = try #require(
            FirewallStamp(text: "sikker schema=1 generation=7 fingerprint=ff mode=log-only colour=blue"))
        #expect(stamp.generation == 7)
        #expect(stamp.policy == FirewallPolicy(mode: .logOnly, logging: nil))
    }
}
