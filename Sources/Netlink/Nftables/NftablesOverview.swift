import CNetfilter

/// The base chains of everybody's tables, of all families: where packets come by. Counts rules, and reads none.
package struct NftablesOverview: ~Copyable, Sendable {
    private var socket: NetlinkSocket

    /// A table with what is in it.
    package struct Table: Equatable, Sendable {
        /// As nft writes it, such as `inet` or `ip6`.
        package var family: String
        package var name: String
        /// Of base chains.
        package var hooks: [Hook] = []
        /// All of them.
        package var chains: [String] = []
        package var rules = 0

        package init(family: String, name: String) {
            self.family = family
            self.name = name
        }
    }

    /// Where a base chain stands (linux/netfilter.h).
    package struct Hook: Hashable, Sendable {
        package var place: Place
        package var priority: Int32
        /// What no rule says anything about is dropped.
        package var drops: Bool

        package init(_ place: Place, _ priority: Int32, drops: Bool = false) {
            self.place = place
            self.priority = priority
            self.drops = drops
        }
    }

    /// In the order in which packets that come in pass; input and forward are alternatives.
    package enum Place: Int, Comparable, Sendable {
        case ingress
        case prerouting
        case input
        case forward

        package static func < (a: Self, b: Self) -> Bool { a.rawValue < b.rawValue }
    }

    package init() throws(NetlinkError) { socket = try NetlinkSocket(.netfilter) }

    /// Those that have anything to say about packets that come in: a rule, or a policy that drops.
    package mutating func tables() throws(NetlinkError) -> [Table] {
        var tables: [Key: Table] = [:]
        try read("list the chains of all tables", NFT_MSG_GETCHAIN) { key, attributes in
            // Attribute 1 is the table's name in both kinds of message.
            guard let family = Self.family(key.family), let chain = attributes.first(NFTA_CHAIN_NAME)?.text else {
                return
            }
            var table = tables[key] ?? Table(family: family, name: key.table)
            table.chains.append(chain)
            if let hook = Self.hook(attributes, key.family) { table.hooks.append(hook) }
            tables[key] = table
        }
        try read("count the rules of all tables", NFT_MSG_GETRULE) { key, _ in tables[key]?.rules += 1 }
        return tables.values
            .filter { table in !table.hooks.isEmpty && (table.rules > 0 || table.hooks.contains(where: \.drops)) }
            .map { table in
                var table = table
                table.hooks.sort { ($0.place, $0.priority) < ($1.place, $1.priority) }
                table.chains.sort()
                return table
            }
            .sorted { ($0.family, $0.name) < ($1.family, $1.name) }
    }

    // MARK: - The kernel's words

    private struct Key: Hashable {
        var family: UInt8
        var table: String
    }

    private mutating func read(
        _ what: String, _ message: nf_tables_msg_types, _ take: (Key, NetlinkAttributes) -> Void
    ) throws(NetlinkError) {
        // A change in between makes the overview no worse: nobody acts on it.
        try socket.list(what, type: message.messageType, into: (), isSettled: false) {
            $0.nftablesHeader(table: nil, family: UInt8(NFPROTO_UNSPEC))
        } _: { (_, message) throws(NetlinkError) in
            guard let family = message.payload.host(UInt8.self, at: 0), let attributes = message.netfilterAttributes,
                let table = attributes.first(NFTA_CHAIN_TABLE)?.text
            else { return }
            take(Key(family: family, table: table), attributes)
        }
    }

    private static func hook(_ attributes: NetlinkAttributes, _ family: UInt8) -> Hook? {
        guard let hook = attributes.first(NFTA_CHAIN_HOOK)?.nested, let number = hook.first(NFTA_HOOK_HOOKNUM),
            let priority: UInt32 = hook.first(NFTA_HOOK_PRIORITY)?.number(),
            let place = place(number.number() ?? .max, family)
        else { return nil }
        let policy: UInt32? = attributes.first(NFTA_CHAIN_POLICY)?.number()
        return Hook(place, Int32(bitPattern: priority), drops: policy == UInt32(NF_DROP))
    }

    /// `nil` for places that packets on their way in do not pass.
    private static func place(_ number: UInt32, _ family: UInt8) -> Place? {
        if Int(family) == Int(NFPROTO_NETDEV) { return number == NF_NETDEV_INGRESS.rawValue ? .ingress : nil }
        return switch number {
        case NF_INET_INGRESS.rawValue: .ingress
        case NF_INET_PRE_ROUTING.rawValue: .prerouting
        case NF_INET_LOCAL_IN.rawValue: .input
        case NF_INET_FORWARD.rawValue: .forward
        default: nil
        }
    }

    /// `nil` for families whose chains see no packet that a guard is about.
    private static func family(_ number: UInt8) -> String? {
        switch Int(number) {
        case Int(NFPROTO_INET): "inet"
        case Int(NFPROTO_IPV4): "ip"
        case Int(NFPROTO_IPV6): "ip6"
        case Int(NFPROTO_BRIDGE): "bridge"
        case Int(NFPROTO_NETDEV): "netdev"
        default: nil
        }
    }
}
