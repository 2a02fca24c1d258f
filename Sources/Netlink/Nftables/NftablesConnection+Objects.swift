import CNetfilter

extension NftablesConnection {
    /// The comment of a table, empty when it has none; `nil` when there is no such table.
    package mutating func comment(ofTable table: String) throws(NetlinkError) -> String? {
        try found { (connection) throws(NetlinkError) in
            var comment = ""
            try connection.exchange("read table \(table)", NFT_MSG_GETTABLE, table: table) {
                comment = $0.first(NFTA_TABLE_USERDATA).flatMap { NftablesComment.text(in: $0.value) } ?? ""
            }
            return comment
        }
    }

    /// A chain; `nil` when it is not there or hangs on a hook that no firewall of ours uses.
    package mutating func chain(_ name: String, of table: String) throws(NetlinkError) -> NftablesChain? {
        try found { (connection) throws(NetlinkError) in
            var chain: NftablesChain?
            try connection.exchange("read chain \(name)", NFT_MSG_GETCHAIN, table: table) {
                $0.text(NFTA_CHAIN_NAME, name)
            } reply: { attributes in
                guard let hook = attributes.first(NFTA_CHAIN_HOOK)?.nested else {
                    chain = NftablesChain(name: name)
                    return
                }
                let number: UInt32? = hook.first(NFTA_HOOK_HOOKNUM)?.number()
                let priority: Int32? = hook.first(NFTA_HOOK_PRIORITY)?.number()
                let policy: UInt32? = attributes.first(NFTA_CHAIN_POLICY)?.number()
                guard policy == UInt32(NF_ACCEPT), let priority else { return }
                switch number {
                case NF_INET_PRE_ROUTING.rawValue:
                    chain = NftablesChain(name: name, hook: .prerouting(priority: priority))
                case NF_INET_POST_ROUTING.rawValue:
                    chain = NftablesChain(name: name, hook: .postrouting(priority: priority))
                default: break
                }
            }
            return chain
        } ?? nil
    }

    /// The comments of a chain's rules, in their order; "" for a rule without one.
    package mutating func ruleComments(ofChain chain: String, in table: String) throws(NetlinkError) -> [String] {
        try list("list the rules of chain \(chain)", NFT_MSG_GETRULE, table: table, into: []) {
            $0.text(NFTA_RULE_CHAIN, chain)
        } _: { comments, attributes in
            comments.append(attributes.first(NFTA_RULE_USERDATA).flatMap { NftablesComment.text(in: $0.value) } ?? "")
        }
    }

    /// The sets of a table with what they hold.
    package mutating func sets(of table: String) throws(NetlinkError) -> [NftablesSetStatus] {
        try list("list the sets of table \(table)", NFT_MSG_GETSET, table: table, into: []) {
            if let status = NftablesSetStatus($1) { $0.append(status) }
        }
    }

    /// What a named counter has counted; `nil` when there is no such counter.
    package mutating func counter(_ name: String, of table: String) throws(NetlinkError) -> PacketCount? {
        try found { (connection) throws(NetlinkError) in
            var count: PacketCount?
            try connection.exchange("read counter \(name)", NFT_MSG_GETOBJ, table: table) {
                $0.text(NFTA_OBJ_NAME, name)
                $0.number(NFTA_OBJ_TYPE, UInt32(NFT_OBJECT_COUNTER))
            } reply: { attributes in
                count = attributes.first(NFTA_OBJ_DATA).flatMap { PacketCount($0.nested) }
            }
            guard let count else { throw .malformed("counter \(name)") }
            return count
        }
    }

    /// `nil` instead of an error for what is not there.
    private mutating func found<Object>(
        _ read: (inout Self) throws(NetlinkError) -> Object
    ) throws(NetlinkError) -> Object? {
        do {
            return try read(&self)
        } catch .refused(let refusal) where refusal.code == .noSuchObject {
            return nil
        }
    }
}
