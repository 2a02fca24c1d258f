/// A `combined` dataset of rbldnsd(8), with both families in one file and one zone: `rbldnsd … bl.example:combined:FILE`.
///
/// Single IPv4 addresses are an `ip4set`, which keeps four bytes for each; networks of any length are better off in an
/// `ip4trie`. IPv6 has only its trie.
struct RbldnsdFormat: ListFormat {
    let name = "rbldnsd"
    let contentType = Answer.ContentType.plainText
    let separatesFamilies = true

    /// Listed: 127.0.0.2, as everywhere, and a text that names the address.
    private static let answer: StaticString = ":127.0.0.2:Listed by Sikker: $\n"

    func writeHead(_ frame: ListFrame, to text: inout JSONWriter) {
        // The serial number 0 stands for the file's own time.
        text.literal("$SOA 300 localhost. hostmaster.localhost. 0 600 300 86400 300\n$TTL 300\n")
        if frame.rows.isAggregated {
            text.literal("$DATASET ip4trie:ipv4 @\n")
        } else {
            text.literal("$DATASET ip4set:ipv4 @\n")
        }
        text.literal(Self.answer)
        if frame.rows.firstV6 == 0 { Self.writeV6Head(to: &text) }
    }

    func write(_ range: Range<Int>, of rows: ListRows, to text: inout JSONWriter) {
        rows.forEach(range) { row, address, length in
            if row == rows.firstV6, row > 0 { Self.writeV6Head(to: &text) }
            text.row(address, length)
            text.literal("\n")
        }
    }

    private static func writeV6Head(to text: inout JSONWriter) {
        text.literal("$DATASET ip6trie:ipv6 @\n")
        text.literal(answer)
    }
}
