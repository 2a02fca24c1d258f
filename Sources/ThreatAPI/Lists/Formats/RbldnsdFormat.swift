/// A `combined` dataset of rbldnsd(8), with both families in one file and one zone: `rbldnsd … bl.example:combined:FILE`.
///
/// Single IPv4 addresses are an `ip4set`, which keeps four bytes for each; networks of any length are better off in an
/// `ip4trie`. IPv6 has only its trie. The answer is that of ``DNSBLLevel``.
struct RbldnsdFormat: ListFormat {
    let name = "rbldnsd"
    let contentType = Answer.ContentType.plainText
    let separatesFamilies = true

    func writeHead(_ frame: ListFrame, to text: inout JSONWriter) {
        // The serial number 0 stands for the file's own time.
        text.literal("$SOA 300 localhost. hostmaster.localhost. 0 600 300 86400 300\n$TTL 300\n")
        if frame.rows.isAggregated {
            text.literal("$DATASET ip4trie:ipv4 @\n")
        } else {
            text.literal("$DATASET ip4set:ipv4 @\n")
        }
        text.literal("127.0.0.2 :127.0.0.2:")
        text.literal(Self.testReason)
        if frame.rows.firstV6 == 0 { Self.writeV6Head(to: &text) }
    }

    func write(_ range: Range<Int>, of rows: ListRows, to text: inout JSONWriter) {
        rows.forEach(range) { row, address, length in
            let isFirst = row == 0 || row == rows.firstV6
            if row == rows.firstV6, row > 0 { Self.writeV6Head(to: &text) }
            let level = DNSBLLevel(confidence: rows.confidence(of: row))
            // Holds for the lines behind it, which are many: the surest addresses come first.
            if isFirst || level != DNSBLLevel(confidence: rows.confidence(of: row - 1)) {
                text.literal(":")
                text.literal(level.text)
                text.literal(":Listed by Sikker: $\n")
            }
            text.row(address, length)
            text.literal("\n")
        }
    }

    func writeTail(_ frame: ListFrame, to text: inout JSONWriter) {
        if frame.rows.endsWithV4 { Self.writeV6Head(to: &text) }
    }

    private static func writeV6Head(to text: inout JSONWriter) {
        text.literal("$DATASET ip6trie:ipv6 @\n::ffff:7f00:2 :127.0.0.2:")
        text.literal(testReason)
    }

    /// What every list holds, so that its users can see that it works (RFC 5782 §5).
    private static let testReason: StaticString = "The test entry of this list (RFC 5782)\n"
}
