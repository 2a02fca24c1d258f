import IPNetworks

/// Elements by the hundred thousand.
extension IpsetConnection {
    /// What happens to elements.
    package enum Change: Sendable {
        case add
        case delete

        package var opposite: Self {
            switch self {
            case .add: .delete
            case .delete: .add
            }
        }

        fileprivate var command: IpsetCommand {
            switch self {
            case .add: .add
            case .delete: .delete
            }
        }

        fileprivate var title: String {
            switch self {
            case .add: "add elements to"
            case .delete: "delete elements from"
            }
        }
    }

    /// Adds addresses that are not there, or deletes ones that are. Stops at the first of which that is not so.
    @specialized(where Key == UInt32)
    @specialized(where Key == UInt128)
    package mutating func change<Key: AddressKey>(
        _ change: Change, addresses: ArraySlice<Key>, of set: String
    ) throws(NetlinkError) -> IpsetOutcome {
        let layout = IpsetElementLayout<Key>(hasPrefixLength: false, isNumbered: true)
        return try send(change, addresses, to: set, layout) { ($0, 0) }
    }

    /// Adds networks that are not there, or deletes ones that are. Stops at the first of which that is not so.
    @specialized(where Key == UInt32)
    @specialized(where Key == UInt128)
    package mutating func change<Key: AddressKey>(
        _ change: Change, networks: [IpsetNetwork<Key>], of set: String
    ) throws(NetlinkError) -> IpsetOutcome {
        let layout = IpsetElementLayout<Key>(hasPrefixLength: true, isNumbered: true)
        return try send(change, networks[...], to: set, layout) { ($0.first, $0.prefixLength) }
    }

    /// Fills a set that was just made. As ``change(_:addresses:of:)``, but that the place of an error is not known, which
    /// saves a third of the bytes.
    @specialized(where Key == UInt32)
    @specialized(where Key == UInt128)
    package mutating func fill<Key: AddressKey>(_ set: String, with addresses: ArraySlice<Key>) throws(NetlinkError) {
        let layout = IpsetElementLayout<Key>(hasPrefixLength: false, isNumbered: false)
        let outcome = try send(.add, addresses, to: set, layout) { ($0, 0) }
        if let refusal = outcome.refusal { throw .refused(refusal) }
    }

    @specialized(where Key == UInt32)
    @specialized(where Key == UInt128)
    package mutating func fill<Key: AddressKey>(
        _ set: String, with networks: [IpsetNetwork<Key>]
    ) throws(NetlinkError) {
        let layout = IpsetElementLayout<Key>(hasPrefixLength: true, isNumbered: false)
        let outcome = try send(.add, networks[...], to: set, layout) { ($0.first, $0.prefixLength) }
        if let refusal = outcome.refusal { throw .refused(refusal) }
    }

    /// All addresses of a set, in no order.
    @specialized(where Key == UInt32)
    @specialized(where Key == UInt128)
    package mutating func addresses<Key: AddressKey>(
        of set: String, expected: Int = 0
    ) throws(NetlinkError) -> [Key] {
        var addresses: [Key] = []
        addresses.reserveCapacity(expected)
        try elements(of: set) { if let key: Key = $0.address() { addresses.append(key) } }
        return addresses
    }

    /// All networks of a set, in no order.
    @specialized(where Key == UInt32)
    @specialized(where Key == UInt128)
    package mutating func networks<Key: AddressKey>(of set: String) throws(NetlinkError) -> [IpsetNetwork<Key>] {
        var networks: [IpsetNetwork<Key>] = []
        try elements(of: set) { if let network: IpsetNetwork<Key> = $0.network() { networks.append(network) } }
        return networks
    }

    package mutating func comments(of set: String) throws(NetlinkError) -> [String] {
        var comments: [String] = []
        try elements(of: set) { comments.append($0.comment ?? "") }
        return comments
    }

    /// What was counted for all elements of a set together.
    package mutating func count(of set: String) throws(NetlinkError) -> PacketCount {
        var sum = PacketCount(packets: 0, bytes: 0)
        try elements(of: set) { element in
            sum.packets &+= element.count?.packets ?? 0
            sum.bytes &+= element.count?.bytes ?? 0
        }
        return sum
    }

    /// The flows of a set of ``IpsetType/flows``. For ICMP, ipset has the type and code where others have a port; here,
    /// there is no port and one flow.
    package mutating func flows(of set: String) throws(NetlinkError) -> [CountedFlow] {
        struct Kind: Hashable {
            var source: IPAddress
            var transport: UInt8
            var port: UInt16
        }
        var counts: [Kind: PacketCount] = [:]
        try elements(of: set) { element in
            guard let source = IPAddress(networkBytes: element.key), let transport = element.transport,
                let port = element.port, let count = element.count
            else { return }
            let isICMP = transport == 1 || transport == 58
            let kind = Kind(source: source, transport: transport, port: isICMP ? 0 : port)
            counts[kind, default: PacketCount(packets: 0, bytes: 0)].packets &+= count.packets
            counts[kind]?.bytes &+= count.bytes
        }
        return counts.map {
            CountedFlow(source: $0.source, transport: $0.transport, destinationPort: $0.port, count: $1)
        }
    }

    /// Asks for these addresses and returns how many of them are in the set.
    package mutating func countPresent<Key: AddressKey>(_ addresses: ArraySlice<Key>, in set: String)
        throws(NetlinkError) -> Int
    {
        var present = 0
        for address in addresses {
            do {
                try exchange("look up an element of set \(set)", .test, .exclusive, set: set) {
                    $0.nested(IpsetAttribute.data) { $0.address(address) }
                }
                present += 1
            } catch .refused(let refusal) where refusal.code == .elementExists {}  // which means here that it does not
        }
        return present
    }

    private mutating func elements(of set: String, _ visit: (IpsetElement) -> Void) throws(NetlinkError) {
        try list(set, headerOnly: false) { attributes in
            guard let list = attributes.first(IpsetAttribute.list)?.nested else { return }
            for entry in list {
                if let element = IpsetElement(entry) { visit(element) }
            }
        }
    }

    /// Cuts items into messages, as large as the length of a nested list allows.
    @inline(__always)
    private mutating func send<Key: AddressKey, Item>(
        _ change: Change, _ items: ArraySlice<Item>, to set: String, _ layout: IpsetElementLayout<Key>,
        key: (Item) -> (Key, UInt8)
    ) throws(NetlinkError) -> IpsetOutcome {
        let size = layout.size
        let perMessage = (NetlinkAlignment.maximumAttribute - NetlinkAlignment.attributeHeader) / size
        let what = "\(change.title) set \(set)"
        var scratch = [UInt8](repeating: 0, count: min(items.count, perMessage) * size)
        for start in stride(from: 0, to: items.count, by: perMessage) {
            let end = min(start + perMessage, items.count)
            items.withUnsafeBufferPointer { items in
                scratch.withUnsafeMutableBytes { scratch in
                    for index in start..<end {
                        let (key, prefixLength) = key(items[index])
                        let line = UInt32(truncatingIfNeeded: index - start + 1)
                        layout.write(
                            key, prefixLength: prefixLength, line: line, to: scratch, at: (index - start) * size)
                    }
                }
            }
            let length = (end - start) * size
            let refused = try transmit(what, change.command, set, scratch, length)
            if let refused { return IpsetOutcome(done: start + Int(refused.line), refusal: refused.refusal) }
        }
        return IpsetOutcome(done: items.count, refusal: nil)
    }

    /// Sends one list. Returns what was refused, and how many elements before it were taken.
    private mutating func transmit(
        _ what: String, _ command: IpsetCommand, _ set: String, _ elements: [UInt8], _ length: Int
    ) throws(NetlinkError) -> (line: UInt32, refusal: NetlinkRefusal)? {
        let message = elements.withUnsafeBytes {
            Self.message(
                command, UnsafeRawBufferPointer(rebasing: $0[..<length]), to: set,
                sequence: socket.takeSequenceNumbers(1))
        }
        try socket.send(message)
        var result: (line: UInt32, refusal: NetlinkRefusal)?
        var isAnswered = false
        while try socket.receive({ (message) throws(NetlinkError) in
            guard let acknowledgement = NetlinkAcknowledgement(message) else { throw .malformed("an acknowledgement") }
            isAnswered = true
            guard acknowledgement.code.rawValue != 0 else { return }
            let line = message.ipsetLine.map(UInt32.init(bigEndian:)) ?? 0
            result = (line == 0 ? 0 : line - 1, acknowledgement.refusal(of: what))
        }) {}
        guard isAnswered else { throw .unanswered(what) }
        return result
    }

    /// A message about a list of elements, which are encoded already.
    static func message(
        _ command: IpsetCommand, _ elements: UnsafeRawBufferPointer, to set: String, sequence: UInt32
    ) -> [UInt8] {
        var writer = NetlinkWriter()
        writer.reserve(elements.count + 128)
        writer.message(command.messageType, [.request, .acknowledge, .exclusive], sequence: sequence) {
            $0.ipsetHeader(set: set)
            // Which element is refused, the kernel says here, and only if there is a place for it.
            $0.number(IpsetAttribute.line, UInt32(1), isMarked: true)
            $0.nested(IpsetAttribute.list) { $0.encoded(elements) }
        }
        return writer.bytes
    }
}
