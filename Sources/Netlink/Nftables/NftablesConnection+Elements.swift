import CNetfilter

extension NftablesConnection {
    /// All keys of a set of exact addresses, in no order.
    @specialized(where Key == UInt32)
    @specialized(where Key == UInt128)
    package mutating func addresses<Key: AddressKey>(
        of set: String, in table: String, expected: Int = 0
    ) throws(NetlinkError) -> [Key] {
        var addresses: [Key] = []
        addresses.reserveCapacity(expected)
        return try elements(of: set, in: table, into: addresses) { addresses, element in
            if let key = element.key.bigEndian(Key.self, at: 0) { addresses.append(key) }
        }
    }

    /// The bounds of all intervals of a set: their first addresses, and the addresses after their last, each in no order.
    @specialized(where Key == UInt32)
    @specialized(where Key == UInt128)
    package mutating func intervalBounds<Key: AddressKey>(
        of set: String, in table: String
    ) throws(NetlinkError) -> (starts: [Key], ends: [Key]) {
        try elements(of: set, in: table, into: (starts: [], ends: [])) { bounds, element in
            guard let key = element.key.bigEndian(Key.self, at: 0) else { return }
            if element.isIntervalEnd {
                bounds.ends.append(key)
            } else {
                bounds.starts.append(key)
            }
        }
    }

    /// The comments of a set's elements.
    package mutating func elementComments(of set: String, in table: String) throws(NetlinkError) -> [String] {
        try elements(of: set, in: table, into: []) { $0.append($1.comment ?? "") }
    }

    /// The flows of a counted set with what was counted for each.
    package mutating func flows(of set: String, in table: String) throws(NetlinkError) -> [CountedFlow] {
        try elements(of: set, in: table, into: []) { flows, element in
            if let flow = CountedFlow(element) { flows.append(flow) }
        }
    }

    /// Asks for exactly these addresses and returns how many of them the set holds.
    @specialized(where Key == UInt32)
    @specialized(where Key == UInt128)
    package mutating func countPresent<Key: AddressKey>(
        addresses: [Key], in set: String, of table: String
    ) throws(NetlinkError) -> Int {
        try countPresent(addresses.map { ($0, false) }, set, table)
    }

    /// Asks for exactly these bounds and returns how many of them the set holds.
    @specialized(where Key == UInt32)
    @specialized(where Key == UInt128)
    package mutating func countPresent<Key: AddressKey>(
        intervals: [ClosedRange<Key>], in set: String, of table: String
    ) throws(NetlinkError) -> Int {
        var bounds: [(Key, Bool)] = []
        for interval in intervals {
            bounds.append((interval.lowerBound, false))
            if interval.upperBound != .max { bounds.append((interval.upperBound + 1, true)) }
        }
        return try countPresent(bounds, set, table)
    }

    /// One question for each element: in a list, the first that is missing would hide the rest.
    @inline(__always)
    private mutating func countPresent<Key: AddressKey>(
        _ keys: [(key: Key, isEnd: Bool)], _ set: String, _ table: String
    ) throws(NetlinkError) -> Int {
        var present = 0
        for start in stride(from: 0, to: keys.count, by: Self.questionsAtOnce) {
            let slice = keys[start..<min(start + Self.questionsAtOnce, keys.count)]
            try socket.ask("look up elements of set \(set)", slice) { writer, sequence, element in
                writer.message(NFT_MSG_GETSETELEM.messageType, .request, sequence: sequence) {
                    $0.nftablesHeader(table: table)
                    $0.text(NFTA_SET_ELEM_LIST_SET, set)
                    $0.nested(NFTA_SET_ELEM_LIST_ELEMENTS) { $0.question(element.key, isEnd: element.isEnd) }
                }
            } answer: { (element, message) throws(NetlinkError) in
                // A tree answers with the interval around the key too, so the key itself is compared.
                let list = message.netfilterAttributes?.first(NFTA_SET_ELEM_LIST_ELEMENTS)?.nested
                guard let found = list?.first(NFTA_LIST_ELEM).flatMap(NftablesElement.init) else {
                    throw .malformed("an element of set \(set)")
                }
                if found.key.bigEndian(Key.self, at: 0) == element.key, found.isIntervalEnd == element.isEnd {
                    present += 1
                }
            }
        }
        return present
    }

    /// As many as the answers of which fit into the receive queue: the kernel takes a page for each.
    private static var questionsAtOnce: Int { 64 }

    /// A large listing takes long enough that somebody else's table changes under it; whether this set changed, the caller
    /// learns from a ``NftablesMonitor``.
    private mutating func elements<Result>(
        of set: String, in table: String, into initial: Result, _ update: (inout Result, NftablesElement) -> Void
    ) throws(NetlinkError) -> Result {
        try list("list the elements of set \(set)", NFT_MSG_GETSETELEM, table: table, into: initial, isSettled: false) {
            $0.text(NFTA_SET_ELEM_LIST_SET, set)
        } _: { result, attributes in
            guard let list = attributes.first(NFTA_SET_ELEM_LIST_ELEMENTS) else { return }
            for entry in list.nested {
                if let element = NftablesElement(entry) { update(&result, element) }
            }
        }
    }
}

extension NetlinkWriter {
    fileprivate mutating func question<Key: AddressKey>(_ key: Key, isEnd: Bool) {
        nested(NFTA_LIST_ELEM) {
            $0.nested(NFTA_SET_ELEM_KEY) { $0.number(NFTA_DATA_VALUE, key) }
            if isEnd { $0.number(NFTA_SET_ELEM_FLAGS, NFT_SET_ELEM_INTERVAL_END.rawValue) }
        }
    }
}
