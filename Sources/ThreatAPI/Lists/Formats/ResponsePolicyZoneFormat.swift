import IPNetworks
import ThreatModel

/// A response policy zone (draft-vixie-dnsop-dns-rpz §4.1.2, §4.3): names that resolve to a listed address are answered as if
/// they did not exist. Relative to whatever zone it is loaded as.
struct ResponsePolicyZoneFormat: ListFormat {
    let name = "rpz"
    let contentType = Answer.ContentType.zone
    // The serial number goes with time, or secondaries would not fetch the zone again.
    let framesVary = true

    func writeHead(_ frame: ListFrame, to text: inout JSONWriter) {
        let serial = UInt32(truncatingIfNeeded: frame.rows.list.changedAt.seconds)
        text.plain(
            """
            $TTL 300
            @ SOA localhost. hostmaster.localhost. \(serial) 600 300 86400 300
            @ NS localhost.

            """)
    }

    func write(_ range: Range<Int>, of rows: ListRows, to text: inout JSONWriter) {
        rows.forEach(range) { _, address, length in
            if let v4 = address.v4 {
                text.integer(length ?? 32)
                for shift in stride(from: UInt32(0), to: 32, by: 8) {
                    text.literal(".")
                    text.integer(v4 >> shift & 0xff)
                }
            } else {
                text.integer(length ?? 128)
                Self.writeReversed(address.mapped, to: &text)
            }
            text.literal(".rpz-ip CNAME .\n")
        }
    }

    /// The eight words from the last to the first, with `zz` for the longest run of zeros: the first of equals, and none of
    /// a single word, as resolvers compare names with what they would write themselves.
    private static func writeReversed(_ address: UInt128, to text: inout JSONWriter) {
        func word(_ index: Int) -> UInt16 { UInt16(truncatingIfNeeded: address >> UInt128(112 - 16 * index)) }
        var run = 0..<0
        var start = 0
        while start < 8 {
            var end = start
            while end < 8, word(end) == 0 { end += 1 }
            if end - start > max(1, run.count) { run = start..<end }
            start = max(end, start + 1)
        }
        for index in (0..<8).reversed() {
            if run.contains(index) {
                if index == run.lowerBound { text.literal(".zz") }
            } else {
                text.literal(".")
                text.plain(String(word(index), radix: 16))
            }
        }
    }
}
