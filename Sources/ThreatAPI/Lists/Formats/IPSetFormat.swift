import IPNetworks

/// Input of `ipset restore`: the sets `sikker4` and `sikker6`, for rules to name. They are filled under other names and then
/// swapped in, so that at every moment the old list or the new one holds.
///
/// Sets are of the kind `hash:net` also where no row is a network, and always of the same size, because the kernel neither
/// swaps sets of different kinds nor takes the creation of one that is there unless it is the same. What an earlier run left
/// half done is emptied first.
struct IPSetFormat: ListFormat {
    let name = "ipset"
    let contentType = Answer.ContentType.plainText

    /// The most elements; costs nothing until they are there.
    private static let kind: StaticString = " hash:net maxelem 16777216 family "

    func writeHead(_ frame: ListFrame, to text: inout JSONWriter) {
        for (set, family) in Self.sets {
            for ending in ["", Self.newEnding] {
                text.literal("create ")
                text.plain(set + ending)
                text.literal(Self.kind)
                text.plain(family)
                text.literal(" -exist\n")
            }
            text.plain("flush \(set)\(Self.newEnding)\n")
        }
    }

    func write(_ range: Range<Int>, of rows: ListRows, to text: inout JSONWriter) {
        rows.forEach(range) { _, address, length in
            if address.isIPv4 { text.literal("add sikker4_new ") } else { text.literal("add sikker6_new ") }
            text.row(address, length)
            text.literal("\n")
        }
    }

    func writeTail(_ frame: ListFrame, to text: inout JSONWriter) {
        for (set, _) in Self.sets {
            text.plain("swap \(set)\(Self.newEnding) \(set)\ndestroy \(set)\(Self.newEnding)\n")
        }
    }

    private static let sets = [(name: "sikker4", family: "inet"), (name: "sikker6", family: "inet6")]
    private static let newEnding = "_new"
}
