import Netlink

/// Our two chains of one family in the table `filter`, as lines for `iptables-restore`.
///
/// The lists are asked in the order in which changes to them are safe: an address that goes from the single ones into a
/// network is in the network before it leaves the set that was asked first, and what is allowed is asked last, when it was
/// found to be blocked (see ``IpsetSession`` for the whole argument). It is also what costs other packets least.
struct IptablesRules: Equatable {
    struct Rule: Equatable {
        let comment: String
        /// Matches and target.
        let words: String
    }

    let chain: [Rule]
    let listed: [Rule]
    /// The chains that lead into ours.
    let hooks: [String]

    /// - Parameter chains: what there is in the table.
    init(_ family: IpsetFamily, _ policy: FirewallPolicy, chains: some Collection<String>) {
        let lists: (blocked: FirewallList, networks: FirewallList, allowed: FirewallList) =
            switch family {
            case .v4: (.blocked4, .networks4, .allowed4)
            case .v6: (.blocked6, .networks6, .allowed6)
            }
        chain = [lists.blocked, lists.networks].map { list in
            Rule(
                comment: list.title,
                words: "-m set --match-set \(IpsetLayout.name(of: list)) src -g \(IpsetLayout.listed)")
        }
        listed =
            [
                Rule(
                    comment: lists.allowed.title,
                    words: "-m set --match-set \(IpsetLayout.name(of: lists.allowed)) src -j RETURN"),
                // Packets that answer what this host, or one behind it, began. What belongs to no connection is no answer.
                Rule(
                    comment: "answers to what was opened from here", words: "-m conntrack --ctdir REPLY -j RETURN"),
            ] + Self.neighbours(family) + Self.tallies(family) + Self.log(policy) + Self.verdict(policy.mode, family)
        // In log-only mode packets go on, and would be counted again where Docker leads them into our chain once more.
        hooks =
            IpsetLayout.hooks
            + (policy.mode == .drop && chains.contains(IpsetLayout.docker) ? [IpsetLayout.docker] : [])
    }

    /// Hosts on the same link asking for each other's link address (RFC 4861 §4.3, §4.4). They belong to no connection, cannot
    /// come from anywhere else, and without them nothing that is opened to such a host would arrive.
    private static func neighbours(_ family: IpsetFamily) -> [Rule] {
        switch family {
        case .v4: []
        case .v6:
            ["135", "136"].map {
                Rule(comment: "neighbour discovery", words: "-p ipv6-icmp -m icmp6 --icmpv6-type \($0) -j RETURN")
            }
        }
    }

    /// A flow that is known is counted by being found; one that is not is put into the set with this packet as its first.
    /// Putting it there again would begin its counter anew. (ipset counts TCP, UDP, SCTP and ICMP; other protocols
    /// appear in the totals only.)
    private static func tallies(_ family: IpsetFamily) -> [Rule] {
        let flows = IpsetLayout.flows(family).name
        return [
            Rule(
                comment: "flows by source, protocol and port",
                words: "-m set ! --match-set \(flows) src,dst -j SET --add-set \(flows) src,dst")
        ]
    }

    private static func log(_ policy: FirewallPolicy) -> [Rule] {
        guard let logging = policy.logging else { return [] }
        // The kernel's match knows no more than that (net/netfilter/xt_limit.c, XT_LIMIT_SCALE).
        let rate = logging.packetsPerSecond.map { min($0, maximumRate) }
        let limit = rate.map { "-m limit --limit \($0)/second --limit-burst \($0) " } ?? ""
        return [
            Rule(
                comment: "log: \(policy)",
                words: limit + "-j NFLOG --nflog-prefix \"\(policy.mode.logPrefix)\" --nflog-group \(logging.group)"
                    + " --nflog-size 64 --nflog-threshold 64")
        ]
    }

    private static let maximumRate: UInt32 = 10_000

    /// The set that counts holds every address, so that the first rule catches all; unless somebody emptied the set.
    private static func verdict(_ mode: FirewallPolicy.Mode, _ family: IpsetFamily) -> [Rule] {
        let target =
            switch mode {
            case .drop: "DROP"
            case .logOnly: "RETURN"
            }
        return [
            Rule(
                comment: "count and \(mode.rawValue)",
                words: "-m set --match-set \(IpsetLayout.total(mode, family).name) src -j \(target)"),
            Rule(comment: mode.rawValue, words: "-j \(target)"),
        ]
    }
}

extension IptablesRules {
    /// The change that puts these rules where they belong, whatever of ours stands there: one `COMMIT`, which packets see
    /// whole or not at all.
    func restoration(over table: IptablesTable) -> String {
        var lines = ["*filter", ":\(IpsetLayout.chain) - [0:0]", ":\(IpsetLayout.listed) - [0:0]"]
        lines += listed.map { "-A \(IpsetLayout.listed) \($0.line)" }
        lines += chain.map { "-A \(IpsetLayout.chain) \($0.line)" }
        lines += table.linesLeadingToUs.map { "-D\($0.dropFirst(2))" }
        lines += hooks.map { "-I \($0) 1 -j \(IpsetLayout.chain)" }
        return (lines + ["COMMIT", ""]).joined(separator: "\n")
    }

    /// What is not as it should be; `nil` when all is.
    func deviation(in table: IptablesTable) -> String? {
        for (name, rules) in [(IpsetLayout.chain, chain), (IpsetLayout.listed, listed)] {
            guard let found = table.chains[name] else { return "chain \(name) is not there" }
            guard found.map({ IptablesTable.comment(of: $0) }) == rules.map(\.comment) else {
                return "somebody changed the rules of chain \(name)"
            }
        }
        for hook in hooks {
            guard let rules = table.chains[hook], rules.contains(Self.jump(in: hook)) else {
                return "chain \(hook) does not lead to chain \(IpsetLayout.chain) any more"
            }
            guard rules.first == Self.jump(in: hook) else {
                return "there are rules in chain \(hook) before the one that leads to chain \(IpsetLayout.chain)"
            }
        }
        guard table.linesLeadingToUs.count == hooks.count else {
            return "more than \(hooks.count) rules lead to chain \(IpsetLayout.chain)"
        }
        return nil
    }

    /// One rule that uses all matches and targets, to be tried under another name.
    static func sample(asking sets: [String]) -> String {
        let chain = "\(IpsetLayout.chain)-PROBE"
        let matches = sets.map { "-m set --match-set \($0) src,dst" }.joined(separator: " ")
        return """
            *filter
            :\(chain) - [0:0]
            -A \(chain) -m comment --comment probe \(matches) -m conntrack --ctdir REPLY -m limit --limit 1/second -j NFLOG
            -A \(chain) -j SET --add-set \(sets[sets.count - 1]) src,dst
            COMMIT

            """
    }

    private static func jump(in hook: String) -> String { "-A \(hook) -j \(IpsetLayout.chain)" }
}

extension IptablesRules.Rule {
    fileprivate var line: String { "-m comment --comment \"\(comment)\" \(words)" }
}
