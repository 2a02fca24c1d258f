import Netlink

/// The rules of our chains, in the order that costs unlisted packets least: two look-ups each, and hardly ever a
/// third (see ``NftablesRegions``).
/// Whether a listed address is allowed, or merely answers, is asked of listed ones only.
///
/// Every rule names the family it is for, although some could rely on an earlier one, since `nft list ruleset` prints
/// what `nft -f` reads back only then.
struct NftablesRules: Equatable {
    let incoming: [NftablesRule]
    let listed: [NftablesRule]
    /// None unless outbound packets are blocked.
    let outgoing: [NftablesRule]
    let refused: [NftablesRule]

    init(_ layout: NftablesLayout, _ policy: FirewallPolicy) {
        // Before connection tracking, nobody knows what an answer is.
        let exceptions = (policy.isFloodMode ? [] : [NftablesRules.answers]) + [NftablesRules.neighbours]
        incoming = NftablesRules.lookUps(.source, layout, .goto(NftablesLayout.listed))
        listed =
            NftablesRules.allowed(.source, layout) + exceptions + NftablesRules.tallies(.v4)
            + NftablesRules.tallies(.v6) + NftablesRules.log(policy) + [
                NftablesRules.verdict(policy.mode)
            ]
        guard policy.blocksOutbound else {
            (outgoing, refused) = ([], [])
            return
        }
        outgoing = NftablesRules.lookUps(.destination, layout, .goto(NftablesLayout.refused))
        refused =
            NftablesRules.allowed(.destination, layout) + exceptions + [
                NftablesRule(
                    comment: policy.mode.isDropping ? "drop" : "let through",
                    [.count(in: NftablesLayout.refusals), .verdict(policy.mode.isDropping ? .drop : .accept)])
            ]
    }

    /// What the comments are found to be when both chains are as they should.
    func areAs(incoming: [String], listed: [String]) -> Bool {
        self.incoming.map(\.comment) == incoming && self.listed.map(\.comment) == listed
    }

    func areAs(outgoing: [String], refused: [String]) -> Bool {
        self.outgoing.map(\.comment) == outgoing && self.refused.map(\.comment) == refused
    }

    /// Looks up one end of a packet among all that is blocked.
    private static func lookUps(
        _ end: End, _ layout: NftablesLayout, _ verdict: NftablesVerdict
    ) -> [NftablesRule] {
        [
            lookUp(.v4, end, .blocked4, layout, verdict),
            lookUp(
                .v4, end, .networks4, layout, verdict,
                if: [
                    Family.v4.load(end, into: .first), .mask(.first, NftablesRegions.mask),
                    .lookUp(.first, in: layout.regions.name),
                ]),
            lookUp(.v6, end, .blocked6, layout, verdict),
            lookUp(.v6, end, .networks6, layout, verdict),
        ]
    }

    private static func allowed(_ end: End, _ layout: NftablesLayout) -> [NftablesRule] {
        [lookUp(.v4, end, .allowed4, layout, .accept), lookUp(.v6, end, .allowed6, layout, .accept)]
    }

    /// Packets that answer what this host, or one behind it, began. What belongs to no connection is no answer.
    private static let answers = NftablesRule(
        comment: "answers to what was opened from here",
        [
            .loadDirection(into: .first),
            .compare(.first, .equal, [1]),  // IP_CT_DIR_REPLY
            .verdict(.accept),
        ])

    /// Hosts on the same link asking for each other's link address (RFC 4861 §4.3, §4.4). They belong to no connection, cannot
    /// come from anywhere else, and without them nothing that is opened to such a host would arrive. IPv4 uses another
    /// protocol for it, which does not come here.
    private static let neighbours = NftablesRule(
        comment: "neighbour discovery",
        Family.v6.match + [
            .load(.transport, into: .first), .compare(.first, .equal, [58]),  // ICMPv6
            .loadPayload(.transport, offset: 0, length: 1, into: .first),
            .compare(.first, .atLeast, [135]), .compare(.first, .atMost, [136]),
            .verdict(.accept),
        ])

    private static func lookUp(
        _ family: Family, _ end: End, _ list: FirewallList, _ layout: NftablesLayout, _ verdict: NftablesVerdict,
        if condition: [NftablesExpression] = []
    ) -> NftablesRule {
        NftablesRule(
            comment: "\(list.title) in \(layout.set(of: list))",
            family.match + condition + [
                family.load(end, into: .first), .lookUp(.first, in: layout.set(of: list)), .verdict(verdict),
            ])
    }

    /// Counts by source, protocol and port. Packets of protocols without ports have port 0.
    private static func tallies(_ family: Family) -> [NftablesRule] {
        let ported: [(name: String, number: UInt8)] = [("TCP", 6), ("UDP", 17)]
        let isNone = ported.map { NftablesExpression.compare(.first, .notEqual, [$0.number]) }
        return ported.map { transport in
            tally(
                "\(transport.name) by source and port", family,
                matching: [.compare(.first, .equal, [transport.number])],
                port: .loadPayload(.transport, offset: 2, length: 2, into: family.portRegister))
        } + [
            tally(
                "other protocols by source", family, matching: isNone, port: .set(family.portRegister, to: [0, 0]))
        ]
    }

    private static func tally(
        _ what: String, _ family: Family, matching: [NftablesExpression], port: NftablesExpression
    ) -> NftablesRule {
        NftablesRule(
            comment: "count \(family.title) \(what)",
            family.match + [.load(.transport, into: .first)] + matching + [
                family.load(.source, into: .word(0)),
                .load(.transport, into: family.transportRegister),
                port,
                .tally(.word(0), in: family.flowSet, timeout: NftablesLayout.flowTimeout),
            ])
    }

    private static func log(_ policy: FirewallPolicy) -> [NftablesRule] {
        guard let logging = policy.logging else { return [] }
        func rule(_ what: String, _ comparison: NftablesExpression.Comparison, _ prefix: String) -> NftablesRule {
            var expressions: [NftablesExpression] = [
                .loadState(into: .first), .mask(.first, establishedState),
                .compare(.first, comparison, [0, 0, 0, 0]),
            ]
            if let rate = logging.packetsPerSecond { expressions.append(.limit(perSecond: rate, burst: rate)) }
            expressions.append(
                .log(
                    group: logging.group, prefix: prefix, snapLength: logSnapLength, queueThreshold: logQueueThreshold))
            return NftablesRule(comment: "log \(what): \(policy)", expressions)
        }
        return [
            rule("new connections", .equal, policy.mode.logPrefix),
            rule("open connections", .notEqual, policy.mode.openLogPrefix),
        ]
    }

    private static func verdict(_ mode: FirewallPolicy.Mode) -> NftablesRule {
        switch mode {
        case .drop:
            NftablesRule(comment: "drop", [.count(in: NftablesLayout.dropped), .verdict(.drop)])
        case .logOnly:
            NftablesRule(comment: "let through", [.count(in: NftablesLayout.observed), .verdict(.accept)])
        }
    }

    /// NF_CT_STATE_BIT(IP_CT_ESTABLISHED) of linux/netfilter/nf_conntrack_common.h, in the order of this machine's bytes.
    private static let establishedState = withUnsafeBytes(of: UInt32(1 << 1)) { Array($0) }

    /// An IPv6 header and the ports after it.
    private static let logSnapLength: UInt32 = 64
    /// Packets handed over in one message: one at a time costs eleven times as much.
    private static let logQueueThreshold: UInt16 = 64
}

extension NftablesRules {
    private enum End {
        case source
        case destination
    }

    private enum Family {
        case v4
        case v6

        var title: String {
            switch self {
            case .v4: "IPv4"
            case .v6: "IPv6"
            }
        }

        var match: [NftablesExpression] {
            let number: UInt8 =
                switch self {
                case .v4: 2  // NFPROTO_IPV4
                case .v6: 10  // NFPROTO_IPV6
                }
            return [.load(.family, into: .first), .compare(.first, .equal, [number])]
        }

        /// RFC 791 §3.1 and RFC 8200 §3.
        func load(_ end: End, into register: NftablesRegister) -> NftablesExpression {
            switch (self, end) {
            case (.v4, .source): .loadPayload(.network, offset: 12, length: 4, into: register)
            case (.v4, .destination): .loadPayload(.network, offset: 16, length: 4, into: register)
            case (.v6, .source): .loadPayload(.network, offset: 8, length: 16, into: register)
            case (.v6, .destination): .loadPayload(.network, offset: 24, length: 16, into: register)
            }
        }

        /// The registers after the address.
        var transportRegister: NftablesRegister { .word(addressWords) }
        var portRegister: NftablesRegister { .word(addressWords + 1) }

        private var addressWords: UInt32 {
            switch self {
            case .v4: 1
            case .v6: 4
            }
        }

        var flowSet: String {
            switch self {
            case .v4: NftablesLayout.flows4
            case .v6: NftablesLayout.flows6
            }
        }
    }
}

extension FirewallPolicy.Mode {
    fileprivate var isDropping: Bool {
        switch self {
        case .drop: true
        case .logOnly: false
        }
    }

    /// What tells a listener of NFLOG what became of a packet.
    package var logPrefix: String {
        switch self {
        case .drop: "sikker drop"
        case .logOnly: "sikker seen"
        }
    }

    /// The same for packets of connections that were open before their peer was listed.
    package var openLogPrefix: String {
        switch self {
        case .drop: "sikker cut"
        case .logOnly: "sikker seen open"
        }
    }
}
