import CNetfilter

/// A change to one table of the `inet` family, all of it or nothing, as the bytes of one batch
/// (net/netfilter/nfnetlink.c, `nfnetlink_rcv_batch`).
///
/// Messages take effect in their order, so what is added can be referred to by what follows; what packets see changes
/// once, at the end. Not copyable, since a large one is 16 MB.
package struct NftablesTransaction: ~Copyable, Sendable {
    package let table: String
    private(set) var writer = NetlinkWriter()
    /// What each message asks for, to say which one was refused.
    private(set) var requests: NftablesRequestNames
    private var lastRequestStart = 0

    /// - Parameters:
    ///   - generation: the kernel refuses with ``KernelErrorCode/staleGeneration`` when its tables are of another one.
    ///   - firstSequence: the number of the first message.
    package init(table: String, generation: UInt32? = nil, firstSequence: UInt32 = 1) {
        self.table = table
        requests = NftablesRequestNames(first: firstSequence)
        writer.message(UInt16(NFNL_MSG_BATCH_BEGIN), .request, sequence: requests.add("begin a transaction")) {
            $0.netfilterHeader(family: 0, resource: UInt16(NFNL_SUBSYS_NFTABLES))
            if let generation { $0.number(NFNL_BATCH_GENID, generation) }
        }
    }

    /// How many sequence numbers the transaction takes, its end included.
    package var messageCount: UInt32 { requests.count + 1 }

    package mutating func addTable(comment: String) {
        request("add table \(table)", NFT_MSG_NEWTABLE, [.create, .exclusive]) {
            $0.number(NFTA_TABLE_FLAGS, UInt32(0))
            $0.data(NFTA_TABLE_USERDATA, NftablesComment.encoded(comment))
        }
    }

    /// Deletes the table with all that is in it.
    package mutating func deleteTable() {
        request("delete table \(table)", NFT_MSG_DELTABLE) { _ in }
    }

    package mutating func add(_ chain: NftablesChain) {
        request("add chain \(chain.name)", NFT_MSG_NEWCHAIN, [.create, .exclusive]) {
            $0.text(NFTA_CHAIN_NAME, chain.name)
            if let (number, priority) = chain.hook?.place {
                $0.nested(NFTA_CHAIN_HOOK) {
                    $0.number(NFTA_HOOK_HOOKNUM, number.rawValue)
                    $0.number(NFTA_HOOK_PRIORITY, priority)
                }
                $0.number(NFTA_CHAIN_POLICY, UInt32(NF_ACCEPT))
                $0.text(NFTA_CHAIN_TYPE, "filter")
            }
        }
    }

    /// Deletes all rules of a chain.
    package mutating func flush(chain: String) {
        request("empty chain \(chain)", NFT_MSG_DELRULE) { $0.text(NFTA_RULE_CHAIN, chain) }
    }

    package mutating func append(_ rule: NftablesRule, to chain: String) {
        request("add the rule '\(rule.comment)' to chain \(chain)", NFT_MSG_NEWRULE, [.create, .append]) {
            $0.text(NFTA_RULE_CHAIN, chain)
            $0.nested(NFTA_RULE_EXPRESSIONS) { writer in
                for expression in rule.expressions { writer.expression(expression) }
            }
            $0.data(NFTA_RULE_USERDATA, NftablesComment.encoded(rule.comment))
        }
    }

    package mutating func add(counter name: String) {
        request("add counter \(name)", NFT_MSG_NEWOBJ, [.create, .exclusive]) {
            $0.text(NFTA_OBJ_NAME, name)
            $0.number(NFTA_OBJ_TYPE, UInt32(NFT_OBJECT_COUNTER))
            $0.nested(NFTA_OBJ_DATA) { _ in }
        }
    }

    package mutating func add(_ set: NftablesSet) {
        // The number names a set inside the transaction; ours are found by their names, but the kernel insists on one.
        let number = requests.count
        request("add set \(set.name)", NFT_MSG_NEWSET, [.create, .exclusive]) {
            $0.text(NFTA_SET_NAME, set.name)
            $0.number(NFTA_SET_FLAGS, set.kind.flags)
            $0.number(NFTA_SET_KEY_TYPE, set.type.typeNumber)
            $0.number(NFTA_SET_KEY_LEN, set.type.keyLength)
            switch set.kind {
            case .intervals: break
            case .exact(let capacity), .counted(let capacity, _):
                $0.nested(NFTA_SET_DESC) { $0.number(NFTA_SET_DESC_SIZE, capacity) }
            }
            $0.number(NFTA_SET_ID, number)
            if case .counted(_, let timeout) = set.kind { $0.number(NFTA_SET_TIMEOUT, timeout.wholeMilliseconds) }
        }
    }

    /// Deletes a set that no rule refers to any more.
    package mutating func delete(set: String) {
        request("delete set \(set)", NFT_MSG_DELSET) { $0.text(NFTA_SET_NAME, set) }
    }

    /// Puts one element with a comment into a set, or takes it out.
    package mutating func add(element key: [UInt8], comment: String, to set: String) {
        elements(of: set, "add an element to", NFT_MSG_NEWSETELEM, .create) {
            $0.nested(NFTA_LIST_ELEM) {
                $0.nested(NFTA_SET_ELEM_KEY) { $0.data(NFTA_DATA_VALUE, key) }
                $0.data(NFTA_SET_ELEM_USERDATA, NftablesComment.encoded(comment))
            }
        }
    }

    package mutating func delete(element key: [UInt8], from set: String) {
        elements(of: set, "delete an element from", NFT_MSG_DELSETELEM) {
            $0.nested(NFTA_LIST_ELEM) { $0.nested(NFTA_SET_ELEM_KEY) { $0.data(NFTA_DATA_VALUE, key) } }
        }
    }

    /// One message about elements; `body` writes the list.
    mutating func elements(
        of set: String, _ verb: String, _ message: nf_tables_msg_types, _ flags: NetlinkFlags = [],
        body: (inout NetlinkWriter) -> Void
    ) {
        request("\(verb) set \(set)", message, flags) {
            $0.text(NFTA_SET_ELEM_LIST_SET, set)
            $0.nested(NFTA_SET_ELEM_LIST_ELEMENTS, body: body)
        }
    }

    mutating func reserveBytes(_ bytes: Int) { writer.reserve(bytes) }

    /// The batch as the kernel takes it.
    ///
    /// Without its end the kernel checks every message and then undoes them all: that is how it is asked whether it could.
    package consuming func batch(isCommitted: Bool = true) -> [UInt8] {
        // One acknowledgement for all. The end of the batch would be the place, but kernels before 6.10 do not
        // acknowledge it; those of the messages before it are only sent when everything is done.
        writer.add(.acknowledge, toMessageAt: lastRequestStart)
        if isCommitted {
            writer.message(UInt16(NFNL_MSG_BATCH_END), .request, sequence: requests.add("end a transaction")) {
                $0.netfilterHeader(family: 0, resource: UInt16(NFNL_SUBSYS_NFTABLES))
            }
        }
        return writer.bytes
    }

    private mutating func request(
        _ what: String, _ message: nf_tables_msg_types, _ flags: NetlinkFlags = [], body: (inout NetlinkWriter) -> Void
    ) {
        lastRequestStart = writer.bytes.count
        writer.message(message.messageType, flags.union(.request), sequence: requests.add(what)) {
            $0.nftablesHeader(table: table)
            body(&$0)
        }
    }
}

extension NftablesSet.Kind {
    fileprivate var flags: UInt32 {
        switch self {
        case .exact: 0
        case .intervals: NFT_SET_INTERVAL.rawValue
        case .counted: NFT_SET_EVAL.rawValue | NFT_SET_TIMEOUT.rawValue
        }
    }
}

extension NftablesChain.Hook {
    /// As the kernel numbers it (linux/netfilter.h).
    fileprivate var place: (nf_inet_hooks, priority: Int32) {
        switch self {
        case .prerouting(let priority): (NF_INET_PRE_ROUTING, priority)
        case .postrouting(let priority): (NF_INET_POST_ROUTING, priority)
        }
    }
}
