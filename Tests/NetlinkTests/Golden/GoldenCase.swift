import Netlink

/// A message whose bytes are known, in a file beside this one.
struct GoldenCase: Sendable {
    /// Of the file.
    let name: String
    let write: @Sendable (inout NftablesTransaction) -> Void

    /// In the order in which a kernel can take them all: together they make a table.
    static let all: [GoldenCase] = [
        GoldenCase(name: "add-table") { $0.addTable(comment: "a comment") },
        GoldenCase(name: "add-counter") { $0.add(counter: "dropped") },
        GoldenCase(name: "add-exact-set-4") {
            $0.add(NftablesSet(name: "four", type: .ipv4Address, kind: .exact(capacity: 1536)))
        },
        GoldenCase(name: "add-exact-set-6") {
            $0.add(NftablesSet(name: "six", type: .ipv6Address, kind: .exact(capacity: 1536)))
        },
        GoldenCase(name: "add-interval-set") {
            $0.add(NftablesSet(name: "nets", type: .ipv4Address, kind: .intervals))
        },
        GoldenCase(name: "add-counted-set") {
            let kind = NftablesSet.Kind.counted(capacity: 1000, timeout: .seconds(600))
            $0.add(NftablesSet(name: "flows", type: .ipv4Flow, kind: kind))
        },
        GoldenCase(name: "add-chain") { $0.add(NftablesChain(name: "listed")) },
        GoldenCase(name: "add-base-chain") {
            $0.add(NftablesChain(name: "incoming", hook: .prerouting(priority: -150)))
        },
        GoldenCase(name: "add-addresses-4") { $0.add(addresses: [0xc000_0201, 0xc000_0207] as [UInt32], to: "four") },
        GoldenCase(name: "add-addresses-6") { $0.add(addresses: [0x2001_0db8 << 96 | 1] as [UInt128], to: "six") },
        GoldenCase(name: "add-intervals") {
            $0.add(intervals: [0xc633_6400...0xc633_64ff, 0xff00_0000...UInt32.max], to: "nets")
        },
        GoldenCase(name: "add-commented-element") {
            $0.add(element: [0xc0, 0, 2, 9], comment: "why", to: "four")
        },
        GoldenCase(name: "add-rule-lookup") {
            $0.append(
                NftablesRule(
                    comment: "listed",
                    [
                        .load(.family, into: .first), .compare(.first, .equal, [2]),
                        .loadPayload(.network, offset: 12, length: 4, into: .first),
                        .mask(.first, [0xff, 0xff, 0, 0]), .lookUp(.first, in: "four"), .verdict(.goto("listed")),
                    ]), to: "incoming")
        },
        GoldenCase(name: "add-rule-direction") {
            $0.append(
                NftablesRule(
                    comment: "answers",
                    [.loadDirection(into: .first), .compare(.first, .equal, [1]), .verdict(.accept)]),
                to: "listed")
        },
        GoldenCase(name: "add-rule-state") {
            $0.append(
                NftablesRule(
                    comment: "open",
                    [
                        .loadState(into: .first), .mask(.first, [2, 0, 0, 0]),
                        .compare(.first, .notEqual, [0, 0, 0, 0]), .verdict(.accept),
                    ]), to: "listed")
        },
        GoldenCase(name: "add-rule-range") {
            $0.append(
                NftablesRule(
                    comment: "range",
                    [
                        .load(.transport, into: .first), .compare(.first, .equal, [58]),
                        .loadPayload(.transport, offset: 0, length: 1, into: .first),
                        .compare(.first, .atLeast, [135]), .compare(.first, .atMost, [136]), .verdict(.drop),
                    ]), to: "listed")
        },
        GoldenCase(name: "add-rule-tally") {
            $0.append(
                NftablesRule(
                    comment: "tally",
                    [
                        .load(.family, into: .first), .compare(.first, .equal, [2]),
                        .load(.transport, into: .first), .compare(.first, .notEqual, [6]),
                        .loadPayload(.network, offset: 12, length: 4, into: .word(0)),
                        .load(.transport, into: .word(1)), .set(.word(2), to: [0, 0]),
                        .tally(.word(0), in: "flows", timeout: .seconds(600)),
                    ]), to: "listed")
        },
        GoldenCase(name: "add-rule-log") {
            $0.append(
                NftablesRule(
                    comment: "log",
                    [
                        .limit(perSecond: 100, burst: 200),
                        .log(group: 7064, prefix: "sikker drop", snapLength: 64, queueThreshold: 64),
                    ]), to: "listed")
        },
        GoldenCase(name: "add-rule-drop") {
            $0.append(NftablesRule(comment: "drop", [.count(in: "dropped"), .verdict(.drop)]), to: "listed")
        },
        GoldenCase(name: "delete-addresses-4") { $0.delete(addresses: [0xc000_0201] as [UInt32], from: "four") },
        GoldenCase(name: "delete-intervals") { $0.delete(intervals: [0xff00_0000...UInt32.max], from: "nets") },
        GoldenCase(name: "delete-element") { $0.delete(element: [0xc0, 0, 2, 9], from: "four") },
        GoldenCase(name: "delete-set") { $0.delete(set: "six") },
        GoldenCase(name: "flush-chain") { $0.flush(chain: "incoming") },
        GoldenCase(name: "delete-table") { $0.deleteTable() },
    ]
}
