import IPNetworks

/// A script for RouterOS (`/import`): fills the address lists `sikker` of both families anew.
struct MikroTikFormat: ListFormat {
    let name = "mikrotik"
    let contentType = Answer.ContentType.plainText
    let separatesFamilies = true

    func writeHead(_ frame: ListFrame, to text: inout JSONWriter) {
        text.literal("/ip firewall address-list\nremove [find list=sikker]\n")
        if frame.rows.firstV6 == 0 { Self.writeV6Head(to: &text) }
    }

    func write(_ range: Range<Int>, of rows: ListRows, to text: inout JSONWriter) {
        rows.forEach(range) { row, address, length in
            if row == rows.firstV6, row > 0 { Self.writeV6Head(to: &text) }
            text.literal("add list=sikker address=")
            text.row(address, length ?? (address.isIPv4 ? nil : 128))
            text.literal("\n")
        }
    }

    /// What is no longer listed must go where nothing of its family is.
    func writeTail(_ frame: ListFrame, to text: inout JSONWriter) {
        if frame.rows.endsWithV4 { Self.writeV6Head(to: &text) }
    }

    private static func writeV6Head(to text: inout JSONWriter) {
        text.literal("/ipv6 firewall address-list\nremove [find list=sikker]\n")
    }
}
