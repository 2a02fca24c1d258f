import IPNetworks

/// A file for `nft -f`: a table of its own, `inet sikker_blocklist`, with two sets and the rules that drop what comes from
/// them, on its way in or through. The file is one transaction: the table that was there is replaced as a whole, whatever it
/// looked like, or stays as it is.
struct NftablesFormat: ListFormat {
    let name = "nft"
    let contentType = Answer.ContentType.plainText

    func writeHead(_ frame: ListFrame, to text: inout JSONWriter) {
        // Only an interval set takes networks; a hash set answers faster.
        let flags = frame.rows.isAggregated ? " flags interval;" : ""
        // Deleting a table that is not there is an error, adding one that is there is none.
        text.plain(
            """
            add table inet sikker_blocklist
            delete table inet sikker_blocklist
            table inet sikker_blocklist {
            \tset blocked4 { type ipv4_addr;\(flags) }
            \tset blocked6 { type ipv6_addr;\(flags) }
            \tchain input {
            \t\ttype filter hook input priority -10; policy accept;
            \t\tip saddr @blocked4 counter drop
            \t\tip6 saddr @blocked6 counter drop
            \t}
            \tchain forward {
            \t\ttype filter hook forward priority -10; policy accept;
            \t\tip saddr @blocked4 counter drop
            \t\tip6 saddr @blocked6 counter drop
            \t}
            }

            """)
    }

    /// One statement a block and family: nft takes a statement for each address, but hardly ever gets to the end of them.
    func write(_ range: Range<Int>, of rows: ListRows, to text: inout JSONWriter) {
        write(range, of: rows, .v4, "add element inet sikker_blocklist blocked4 { ", to: &text)
        write(range, of: rows, .v6, "add element inet sikker_blocklist blocked6 { ", to: &text)
    }

    private func write(
        _ range: Range<Int>, of rows: ListRows, _ family: IPFamily, _ beginning: StaticString,
        to text: inout JSONWriter
    ) {
        var isFirst = true
        rows.forEach(range) { _, address, length in
            guard address.family == family else { return }
            if isFirst { text.literal(beginning) } else { text.literal(",\n") }
            isFirst = false
            text.row(address, length)
        }
        if !isFirst { text.literal(" }\n") }
    }
}
